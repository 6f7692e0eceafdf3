// Opens the group board when the server can't be reached: keeps the page without content and what it is made of, never a page with anybody on it.
const shelf = 'konnect';
async function keep() {
  const cache = await caches.open(shelf);
  const shell = await fetch('/offline', { headers: { 'X-Konnect-Swap': '' } });
  if (!shell.ok) return;
  const parts = [...(await shell.clone().text()).matchAll(/(?:href|src)="(\/[^"#]+\.(?:css|js|svg))/g)].map(match => match[1]);
  await Promise.all(parts.map(async part => await cache.match(part) || cache.add(part)));
  await cache.put('/offline', shell);
  for (const request of await cache.keys()) if (!['/offline', ...parts].includes(new URL(request.url).pathname)) await cache.delete(request);
}
addEventListener('install', event => { skipWaiting(); event.waitUntil(keep()); });
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => event.data === 'keep' && event.waitUntil(keep().catch(() => {})));
addEventListener('fetch', event => {
  const { request } = event, { pathname } = new URL(request.url);
  if (pathname === '/sign-out') return event.respondWith(forget().then(() => fetch(request)));
  // A tick on the list that can't be sent: the list is opened again, and then as it lies on the device.
  if (request.mode === 'navigate' && /^\/(locations|evacuations)\//.test(pathname) && request.method === 'POST') return event.respondWith(fetch(request).catch(() => Response.redirect(pathname, 303)));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && /^\/($|tablet$|groups\/|locations\/|evacuations\/)/.test(pathname)) event.respondWith(navigate(request));
  else if (/\.(css|js|svg)$/.test(pathname) && new URL(request.url).origin === location.origin) event.respondWith(caches.match(request).then(found => found ?? fetch(request)));
});
// Who signs out leaves nothing readable. Taps that wait stay, under a key that the device has to ask for.
const forget = () => new Promise(done => {
  const opening = indexedDB.open('konnect');
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = done;
  opening.onsuccess = () => {
    const change = opening.result.transaction('kept', 'readwrite');
    for (const name of ['key', 'day', 'refused']) change.objectStore('kept').delete(name);
    change.oncomplete = change.onabort = () => { opening.result.close(); done(); };
  };
});
async function navigate(request) {
  const shell = () => caches.match('/offline');
  const slow = new Promise(done => setTimeout(async () => done(await shell()), 8000));
  const answer = fetch(request).then(async response => response.status > 501 && response.status < 505 && await shell() || response, async fault => await shell() || Promise.reject(fault));
  return await Promise.race([answer, slow]) ?? answer;
}
