// The script of the page for addresses that lead nowhere. A missing page is answered at any depth,
// so the site's root is found from the address, and what the page loads and links to starts there.
{
  const known = JSON.parse(document.currentScript.dataset.known);
  const { pathname: path, search, hash, hostname, href } = location;
  const own = /^(.*?\/)(?:book|data|notebooks|live|lite|_\w+)(?:\/|$)/.exec(path)?.[1];
  const named = known.site && href.startsWith(known.site) && new URL(known.site).pathname;
  const project = hostname.endsWith(".github.io") && /^\/[^/]+\//.exec(path)?.[0];
  const root = own || named || project || "/";
  document.head.append(Object.assign(document.createElement("base"), { href: root }));

  const to = (address) => location.replace(address + search + hash);
  // Mail and messengers write # as %23, and the scenario of a link becomes part of the page's name.
  const wrong = path.search(/%23/i);
  const name = path.slice(root.length).replace(/\.html$/, "");
  if (wrong >= 0) to(`${path.slice(0, wrong)}#${path.slice(wrong + 3)}`);
  else if (Object.hasOwn(known.moved, name)) to(`${root}${known.moved[name]}.html`);

  document.addEventListener("DOMContentLoaded", () => {
    // Links within the page stay within it.
    for (const link of document.querySelectorAll('a[href^="#"]'))
      link.href = `${path}${search}${link.getAttribute("href")}`;
    const plain = (text) =>
      text
        .toLowerCase()
        .replace(/\.\w+$/, "")
        .replace(/[^a-z0-9]/g, "");
    const asked = plain(path.replace(/\/+$/, "").split("/").pop());
    const found = Object.keys(known.pages).find((page) => plain(page.split("/").pop()) === asked);
    if (!found) return;
    const nearest = document.getElementById("nearest");
    const link = nearest.querySelector("a");
    link.href = `${found}.html${search}${hash}`;
    link.textContent = known.pages[found];
    nearest.hidden = false;
  });
}
