/**
 * Links to a place on the page. The page's <base> makes `#main` an address of the front page, so they are followed here:
 * the place is brought into view and takes focus.
 */
export function followFragmentLinks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const place = link && document.getElementById((link.getAttribute("href") ?? "").slice(1));
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView();
    place.focus();
  });
}
