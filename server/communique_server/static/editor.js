// Offers the full editor (YASGUI) in place of the plain form, with the query that stands there.
// Without this script, or without YASGUI, the form does all that is needed.
(() => {
  const offer = document.getElementById("workbench-offer");
  const holder = document.getElementById("workbench");
  if (!offer || !holder || typeof window.Yasgui !== "function") return;
  offer.hidden = false;
  document.getElementById("workbench-open").addEventListener("click", () => {
    const form = document.getElementById("query-form");
    const field = document.getElementById("query");
    holder.hidden = false;
    form.closest(".editor").hidden = true;
    offer.hidden = true;
    const endpoint = new URL(holder.dataset.endpoint, location.href).href;
    const yasgui = new window.Yasgui(holder, {
      requestConfig: { endpoint, method: "GET" },
      copyEndpointOnNewTab: true,
      persistenceId: null,
    });
    const tab = yasgui.getTab();
    if (tab) {
      tab.setEndpoint(endpoint);
      tab.setQuery(field.value);
    }
    holder.querySelector("textarea, [contenteditable]")?.focus();
  });
})();
