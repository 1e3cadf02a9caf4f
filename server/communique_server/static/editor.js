// Turns the field of the form into an editor with colours and completion (Yasqe, of YASGUI), and
// offers the whole of YASGUI, with tabs and a history, in its place.
// Without this script, or without YASGUI, the form does all that is needed.
// It asks nobody but this server: prefixes stand in the page, terms come from the published graph.
(() => {
  const form = document.getElementById("query-form");
  const field = document.getElementById("query");
  const holder = document.getElementById("workbench");
  if (!form || !field || !holder || typeof window.Yasgui !== "function") return;
  const { Yasgui } = window;
  const { Yasqe } = Yasgui;
  const endpoint = new URL(holder.dataset.endpoint, location.href).href;
  const prefixes = JSON.parse(holder.dataset.prefixes || "{}");

  const terms = (kinds) => {
    const query = `PREFIX owl: <http://www.w3.org/2002/07/owl#>
      SELECT DISTINCT ?term WHERE { VALUES ?kind { ${kinds} } ?term a ?kind } ORDER BY ?term`;
    let asked;
    return async (_editor, token) => {
      asked ??= fetch(`${endpoint}?query=${encodeURIComponent(query)}`, {
        headers: { Accept: "application/sparql-results+json" },
      }).then((answer) => answer.json());
      const rows = (await asked).results.bindings.map((row) => row.term.value);
      const typed = (token?.autocompletionString || token?.string || "").toLowerCase();
      return rows.filter((iri) => iri.toLowerCase().startsWith(typed));
    };
  };

  const known = Yasqe.Autocompleters;
  known.class.get = terms("owl:Class");
  known.property.get = terms("owl:ObjectProperty owl:DatatypeProperty");
  known.prefixes.get = async () =>
    Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  const share = (editor) => `${endpoint}?query=${encodeURIComponent(editor.getValue())}`;

  const place = document.createElement("div");
  place.id = "query-editor";
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    showQueryButton: false,
    resizeable: false,
    createShareableLink: null,
    requestConfig: { endpoint, method: "GET" },
  });
  // The keyboard leaves the editor as it leaves any field (WCAG 2.1.2).
  editor.addKeyMap({ Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => form.requestSubmit() });
  editor.getInputField().setAttribute("aria-label", form.querySelector("label").textContent);
  editor.setValue(field.value);
  field.hidden = true;
  const wrong = Number(form.dataset.line || 0);
  if (wrong) {
    editor.addLineClass(wrong - 1, "background", "wrong-line");
    editor.setCursor(wrong - 1, Math.max(0, Number(form.dataset.column || 1) - 1));
  }
  form.addEventListener("submit", () => {
    field.value = editor.getValue();
  });

  const offer = document.getElementById("workbench-offer");
  offer.hidden = false;
  document.getElementById("workbench-open").addEventListener("click", () => {
    holder.hidden = false;
    form.closest(".editor").hidden = true;
    offer.hidden = true;
    const yasgui = new Yasgui(holder, {
      requestConfig: { endpoint, method: "GET" },
      copyEndpointOnNewTab: true,
      persistenceId: null,
      yasqe: { createShareableLink: share },
    });
    const tab = yasgui.getTab();
    if (tab) {
      tab.setEndpoint(endpoint);
      tab.setQuery(editor.getValue());
    }
    holder.querySelector("textarea, [contenteditable]")?.focus();
  });
})();
