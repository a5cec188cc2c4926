// Keeps one build of the site for when there is no network. A page is asked for at its host first, so a new build is seen at once;
// what a page needs has names that change with its content, so an old file is never given to a new page.
const name = 'unrolled-BUILD';
const files = ['./', /* FILES */];

addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});

// The builds before go once this one is whole.
addEventListener('activate', (event) => {
  const older = (names) => names.filter((other) => other.startsWith('unrolled-') && other !== name);
  event.waitUntil(caches.keys().then((names) => Promise.all(older(names).map((other) => caches.delete(other)))));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  const kept = (what, options) => caches.open(name).then((cache) => cache.match(what, options));
  if (request.mode === 'navigate') {
    // Whatever its query says, it is the same page; other pages of this folder are not kept.
    const isPage = new URL(request.url).pathname === new URL('./', location.href).pathname;
    event.respondWith(fetch(request).catch(async (error) => (isPage && await kept('./')) || Promise.reject(error)));
  } else {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});
