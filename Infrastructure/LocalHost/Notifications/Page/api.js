// What the page asks the app for. The app answers this machine's browser only, and needs no key.
const base = new URL('api/', document.baseURI);
const patience = 30_000;

/** Sends one request; what is no success is thrown with the app's own words. */
async function send(method, path, body) {
  const response = await fetch(new URL(path, base), {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { 'x-virga-notifications': '1', accept: 'application/json', 'content-type': 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  });
  const json = response.headers.get('content-type')?.includes('json') ? await response.json() : undefined;
  if (!response.ok) throw Object.assign(new Error(json?.message ?? `The app answered ${response.status}.`), { status: response.status, code: '' });
  return json;
}

const query = values => {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
};

export const topics = async () => (await send('GET', 'topics')).topics;
export const messages = (topic, next) => send('GET', `messages${query({ topic, next })}`);
export const message = id => send('GET', `messages/${encodeURIComponent(id)}`);
export const deadLetters = topic => send('GET', `dead-letters${query({ topic })}`);
export const redrive = letters => send('POST', 'redrive', letters);
export const resume = group => send('POST', 'resume', group);
export const publish = draft => send('POST', 'publish', draft);
