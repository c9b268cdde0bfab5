// At its first start and after each update JupyterLite ends every service worker of the whole
// address, taking them all for old ones of its own: those of other sites there too, and the one that
// keeps the course for offline. It shall see its own alone.
{
  const root = new URL(".", document.currentScript.src).href;
  const workers = navigator.serviceWorker;
  if (workers) {
    const one = workers.getRegistration.bind(workers);
    const all = workers.getRegistrations.bind(workers);
    const isOwn = (found) => Boolean(found?.scope.startsWith(root));
    workers.getRegistration = async (url) => {
      const found = await one(url);
      return isOwn(found) ? found : undefined;
    };
    workers.getRegistrations = async () => (await all()).filter(isOwn);
  }
}
