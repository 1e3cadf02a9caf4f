// Offers the full editor (YASGUI) in place of the plain form, with the query that stands there.
// Without this script, or without YASGUI, the form does all that is needed.
// It asks nobody but this server: prefixes stand in the page, terms come from the published graph.
(() => {
  const offer = document.getElementById("workbench-offer");
  const holder = document.getElementById("workbench");
  if (!offer || !holder || typeof window.Yasgui !== "function") return;
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

  const known = window.Yasgui.Yasqe.Autocompleters;
  known.class.get = terms("owl:Class");
  known.property.get = terms("owl:ObjectProperty owl:DatatypeProperty");
  known.prefixes.get = async () =>
    Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  const share = (editor) => `${endpoint}?query=${encodeURIComponent(editor.getValue())}`;

  offer.hidden = false;
  document.getElementById("workbench-open").addEventListener("click", () => {
    const form = document.getElementById("query-form");
    const field = document.getElementById("query");
    holder.hidden = false;
    form.closest(".editor").hidden = true;
    offer.hidden = true;
    const yasgui = new window.Yasgui(holder, {
      requestConfig: { endpoint, method: "GET" },
      copyEndpointOnNewTab: true,
      persistenceId: null,
      yasqe: { createShareableLink: share },
    });
    const tab = yasgui.getTab();
    if (tab) {
      tab.setEndpoint(endpoint);
      tab.setQuery(field.value);
    }
    holder.querySelector("textarea, [contenteditable]")?.focus();
  });
})();
