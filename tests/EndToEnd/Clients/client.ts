// A program that uses the generated client: what compiles here is what the document promises, and what runs is what the app does.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

declare const process: { argv: string[]; exit(code: number): never };
const [app, token] = process.argv.slice(2) as [string, string];
const client = createClient<paths>({ baseUrl: app });
const writer = createClient<paths>({ baseUrl: app, headers: { authorization: `Bearer ${token}` } });
const shelterId = `typescript-${Date.now()}`;

function check(holds: boolean, what: string): void {
  console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  if (!holds) process.exit(1);
}

const created = await writer.POST('/api/shelters/{shelterId}/cats', {
  params: { path: { shelterId } },
  body: { name: 'Tom', age: 3, mood: 'playful' },
});
const cat: components['schemas']['Cat'] | undefined = created.data;
check(created.response.status === 201 && cat?.name === 'Tom' && created.response.headers.has('location'), 'creates');
const id = cat!.id;

// @ts-expect-error No cat has this mood, and the compiler knows it.
const wrong = await writer.POST('/api/shelters/{shelterId}/cats', { params: { path: { shelterId } }, body: { name: 'Tom', mood: 'angry' } });
const problem: components['schemas']['Problem'] | undefined = wrong.error;
check(problem?.code === 'validation-failed' && problem.errors?.[0]?.pointer === '/mood', 'is told every fault by name');

const anonymous = await client.POST('/api/shelters/{shelterId}/cats', { params: { path: { shelterId } }, body: { name: 'Tom' } });
check(anonymous.response.status === 401 && anonymous.error?.code === 'unauthenticated', 'is refused without a token');

const list = await client.GET('/api/shelters/{shelterId}/cats', { params: { path: { shelterId }, query: { limit: 10, mood: 'playful' } } });
check(list.data?.items.length === 1 && list.data.items[0]?.id === id && list.data.next === null, 'lists');

const read = await client.GET('/api/shelters/{shelterId}/cats/{id}', { params: { path: { shelterId, id } } });
const etag = read.response.headers.get('etag')!;
const current = await client.GET('/api/shelters/{shelterId}/cats/{id}', { params: { path: { shelterId, id }, header: { 'If-None-Match': etag } } });
check(current.response.status === 304, 'reads what it has not');

const updated = await writer.PATCH('/api/shelters/{shelterId}/cats/{id}', {
  params: { path: { shelterId, id }, header: { 'If-Match': etag } },
  body: { age: 4 },
});
check(updated.data?.age === 4, 'updates with an ETag');

const stale = await writer.PUT('/api/shelters/{shelterId}/cats/{id}', {
  params: { path: { shelterId, id }, header: { 'If-Match': etag } },
  body: { name: 'Tim' },
});
check(stale.response.status === 412 && stale.error?.code === 'etag-mismatch', 'is refused with a stale ETag');

const adopted = await writer.POST('/api/shelters/{shelterId}/cats/{id}/adoption', { params: { path: { shelterId, id } }, body: { adopter: 'Ann' } });
const event: components['schemas']['CatAdopted'] | undefined = adopted.data;
check(event?.catId === id, 'adopts');

const topics = await writer.GET('/api/topics', { params: { query: { limit: 100 } } });
check(topics.data?.items.some(topic => topic.name === 'cat-adopted') === true, 'sees the topics');
