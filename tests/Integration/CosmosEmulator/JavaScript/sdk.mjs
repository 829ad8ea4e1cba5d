// The official JavaScript SDK against an endpoint: node sdk.mjs <endpoint> <key>. Prints a line a step; the first that fails ends it.
import assert from 'node:assert/strict';
import { BulkOperationType, ChangeFeedMode, ChangeFeedStartFrom, CosmosClient, PatchOperationType } from '@azure/cosmos';

const [endpoint, key] = process.argv.slice(2);
const client = new CosmosClient({ endpoint, key, connectionPolicy: { requestTimeout: 30_000, enableBackgroundEndpointRefreshing: false } });
const refused = async (code, action) => assert.rejects(action, error => { assert.equal(error.code, code, error.message); return true; });

async function step(name, action) {
  try {
    await action();
    console.log(`ok: ${name}`);
  } catch (error) {
    console.log(`FAILED: ${name}\n${error.stack}`);
    process.exit(1);
  }
}

let database;
let cats;
const cat = (id, city, more = {}) => ({ id, city, name: `Name of ${id}`, ...more });

await step('the account points back to the address it was asked at', async () => {
  const { resource } = await client.getDatabaseAccount();
  assert.equal(new URL(resource.writableLocations[0].databaseAccountEndpoint).href, new URL(endpoint).href);
});

await step('a database and a container are created, found and listed', async () => {
  database = (await client.databases.createIfNotExists({ id: 'js' })).database;
  cats = (await database.containers.createIfNotExists({ id: 'cats', partitionKey: { paths: ['/city'] }, defaultTtl: -1 })).container;
  assert.equal((await database.containers.createIfNotExists({ id: 'cats', partitionKey: { paths: ['/city'] } })).statusCode, 200);
  const { resource } = await cats.read();
  assert.deepEqual(resource.partitionKey.paths, ['/city']);
  assert.equal(resource.defaultTtl, -1);
  assert.ok((await client.databases.readAll().fetchAll()).resources.some(each => each.id === 'js'));
  assert.deepEqual((await database.containers.readAll().fetchAll()).resources.map(each => each.id), ['cats']);
});

await step('a document is created, read, replaced, upserted and deleted', async () => {
  const created = await cats.items.create(cat('Ærø/1 & 2'.replace('/', '-'), 'tromsø'));
  assert.equal(created.statusCode, 201);
  const item = cats.item(created.resource.id, 'tromsø');
  assert.equal((await item.read()).resource.name, created.resource.name);
  assert.equal((await item.replace({ ...created.resource, age: 4 })).resource.age, 4);
  assert.equal((await cats.items.upsert({ ...created.resource, age: 5 })).statusCode, 200);
  assert.equal((await item.read()).resource.age, 5);
  assert.equal((await item.delete()).statusCode, 204);
  assert.equal((await item.read()).statusCode, 404);
  assert.equal((await item.read()).resource, undefined);
});

await step('conflicts and stale versions are refused', async () => {
  const { resource } = await cats.items.create(cat('one', 'oslo'));
  await refused(409, () => cats.items.create(cat('one', 'oslo')));
  const changed = await cats.item('one', 'oslo').replace({ ...resource, age: 1 });
  await refused(412, () => cats.item('one', 'oslo').replace({ ...resource, age: 2 }, { accessCondition: { type: 'IfMatch', condition: resource._etag } }));
  const same = await cats.item('one', 'oslo').read({ accessCondition: { type: 'IfNoneMatch', condition: changed.etag } });
  assert.equal(same.statusCode, 304);
  await refused(404, () => cats.item('nobody', 'oslo').delete());
});

await step('a patch does its operations, when its condition holds', async () => {
  const item = cats.item('one', 'oslo');
  const { resource } = await item.patch([
    { op: PatchOperationType.add, path: '/tags', value: ['a'] },
    { op: PatchOperationType.add, path: '/tags/-', value: 'b' },
    { op: PatchOperationType.set, path: '/mood', value: 'wild' },
    { op: PatchOperationType.incr, path: '/age', value: 2 },
    { op: PatchOperationType.remove, path: '/name' },
  ]);
  assert.deepEqual([resource.tags, resource.mood, resource.age, resource.name], [['a', 'b'], 'wild', 3, undefined]);
  await refused(412, () => item.patch({ condition: 'FROM c WHERE c.age > 100', operations: [{ op: 'set', path: '/age', value: 0 }] }));
  assert.equal((await item.patch({ condition: 'FROM c WHERE c.age = 3', operations: [{ op: 'replace', path: '/age', value: 9 }] })).resource.age, 9);
  await item.delete();
});

await step('a batch is all or nothing', async () => {
  const good = await cats.items.batch([
    { operationType: BulkOperationType.Create, resourceBody: cat('b1', 'oslo', { n: 1 }) },
    { operationType: BulkOperationType.Upsert, resourceBody: cat('b2', 'oslo', { n: 2 }) },
    { operationType: BulkOperationType.Patch, id: 'b1', resourceBody: { operations: [{ op: 'incr', path: '/n', value: 10 }] } },
    { operationType: BulkOperationType.Read, id: 'b1' },
    { operationType: BulkOperationType.Replace, id: 'b2', resourceBody: cat('b2', 'oslo', { n: 3 }) },
    { operationType: BulkOperationType.Delete, id: 'b2' },
  ], 'oslo');
  assert.deepEqual(good.result.map(each => each.statusCode), [201, 201, 200, 200, 200, 204]);
  assert.equal(good.result[3].resourceBody.n, 11);
  const bad = await cats.items.batch([
    { operationType: BulkOperationType.Create, resourceBody: cat('b3', 'oslo') },
    { operationType: BulkOperationType.Create, resourceBody: cat('b1', 'oslo') },
    { operationType: BulkOperationType.Read, id: 'b1' },
  ], 'oslo');
  assert.deepEqual(bad.result.map(each => each.statusCode), [424, 409, 424]);
  assert.equal((await cats.item('b3', 'oslo').read()).statusCode, 404);
  await cats.item('b1', 'oslo').delete();
});

await step('bulk writes go through, each for itself', async () => {
  const cities = ['oslo', 'bergen', 'tromsø'];
  const operations = Array.from({ length: 120 }, (_, i) => ({
    operationType: BulkOperationType.Create, partitionKey: cities[i % 3], resourceBody: cat(`cat-${String(i).padStart(3, '0')}`, cities[i % 3], { age: i % 10, weight: i / 4, tags: [`t${i % 4}`] }),
  }));
  const results = await cats.items.executeBulkOperations(operations);
  assert.deepEqual([...new Set(results.map(each => each.response?.statusCode))], [201]);
  const again = await cats.items.executeBulkOperations([operations[0], { operationType: BulkOperationType.Delete, partitionKey: 'bergen', id: 'cat-001' }]);
  assert.deepEqual(again.map(each => each.response?.statusCode ?? each.error?.code), [409, 204]);
  await cats.items.create(operations[1].resourceBody);
});

const query = (text, options, parameters = []) => cats.items.query({ query: text, parameters }, options);
const all = async (text, options, parameters) => (await query(text, options, parameters).fetchAll()).resources;

await step('queries filter, project and take parameters in one partition', async () => {
  const found = await all('SELECT c.id, c.age FROM c WHERE c.age > @age AND STARTSWITH(c.id, "cat-00")', { partitionKey: 'oslo' }, [{ name: '@age', value: 5 }]);
  assert.deepEqual(found, [{ id: 'cat-006', age: 6 }, { id: 'cat-009', age: 9 }]);
  assert.deepEqual((await all('SELECT VALUE c.id FROM c JOIN t IN c.tags WHERE t = "t1" AND c.age = 1', { partitionKey: 'bergen' })).sort(), ['cat-001', 'cat-061']);
});

await step('queries order over all partitions', async () => {
  const ages = await all('SELECT VALUE c.weight FROM c WHERE c.age < 8 ORDER BY c.weight DESC');
  assert.equal(ages.length, 96);
  assert.deepEqual(ages, [...ages].sort((a, b) => b - a));
  assert.deepEqual(await all('SELECT TOP 2 VALUE c.id FROM c ORDER BY c.id'), ['cat-000', 'cat-001']);
  assert.deepEqual(await all('SELECT VALUE c.id FROM c ORDER BY c.id OFFSET 100 LIMIT 2'), ['cat-100', 'cat-101']);
});

await step('queries aggregate and group over all partitions', async () => {
  assert.deepEqual(await all('SELECT VALUE COUNT(1) FROM c'), [120]);
  assert.deepEqual(await all('SELECT VALUE SUM(c.age) FROM c'), [540]);
  assert.deepEqual(await all('SELECT VALUE AVG(c.age) FROM c WHERE c.city = "oslo"'), [4.5]);
  assert.deepEqual(await all('SELECT VALUE MAX(c.weight) FROM c'), [29.75]);
  assert.deepEqual((await all('SELECT DISTINCT VALUE c.city FROM c')).sort(), ['bergen', 'oslo', 'tromsø']);
  const groups = await all('SELECT c.city, COUNT(1) AS n FROM c GROUP BY c.city');
  assert.deepEqual(groups.sort((a, b) => a.city < b.city ? -1 : 1), [{ city: 'bergen', n: 40 }, { city: 'oslo', n: 40 }, { city: 'tromsø', n: 40 }]);
});

await step('queries go on page by page, by iterator and by token', async () => {
  const pages = query('SELECT VALUE c.id FROM c ORDER BY c.id', { maxItemCount: 50 });
  const ids = [];
  let count = 0;
  while (pages.hasMoreResults()) {
    const { resources } = await pages.fetchNext();
    if (resources?.length) count++;
    ids.push(...resources ?? []);
  }
  assert.equal(count, 3);
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, 120);
  const first = await query('SELECT VALUE c.id FROM c', { maxItemCount: 15, partitionKey: 'oslo' }).fetchNext();
  const next = await query('SELECT VALUE c.id FROM c', { maxItemCount: 100, partitionKey: 'oslo', continuationToken: first.continuationToken }).fetchNext();
  assert.equal(first.resources.length, 15);
  assert.equal(new Set([...first.resources, ...next.resources]).size, 40);
});

await step('a query that is wrong is refused', async () => {
  await refused(400, () => all('SELECT * FROM c WHERE c.age ><', { partitionKey: 'oslo' }));
});

await step('all documents are read as a feed', async () => {
  assert.equal((await cats.items.readAll().fetchAll()).resources.length, 120);
});

async function drain(iterator) {
  const seen = [];
  while (iterator.hasMoreResults) {
    const page = await iterator.readNext();
    if (page.statusCode === 304) return { seen, token: page.continuationToken };
    seen.push(...page.result.map(each => each.id));
  }
  return { seen };
}

await step('the change feed is pulled from the beginning, goes on from a token, and starts now', async () => {
  const whole = await drain(cats.items.getChangeFeedIterator({ maxItemCount: 50, changeFeedStartFrom: ChangeFeedStartFrom.Beginning() }));
  assert.equal(new Set(whole.seen).size, 120);
  const now = cats.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  assert.deepEqual((await drain(now)).seen, []);
  await cats.items.upsert(cat('cat-005', 'tromsø', { age: 50 }));
  await cats.items.create(cat('late', 'oslo'));
  assert.deepEqual((await drain(cats.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Continuation(whole.token) }))).seen, ['cat-005', 'late']);
  assert.deepEqual((await drain(cats.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning('oslo') }))).seen.at(-1), 'late');
});

await step('the change feed of all versions tells every write and every end', async () => {
  const feed = cats.items.getChangeFeedIterator({ changeFeedMode: ChangeFeedMode.AllVersionsAndDeletes, changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  assert.equal((await feed.readNext()).statusCode, 304);
  await cats.items.create(cat('brief', 'oslo'));
  await cats.items.upsert(cat('brief', 'oslo', { age: 1 }));
  await cats.item('brief', 'oslo').delete();
  const { result } = await feed.readNext();
  assert.deepEqual(result.map(each => each.metadata.operationType), ['create', 'replace', 'delete']);
  assert.equal(result[2].previous.age, 1);
});

await step('hierarchical keys take whole keys and prefixes', async () => {
  const { container } = await database.containers.createIfNotExists({ id: 'events', partitionKey: { paths: ['/tenant', '/user'], version: 2, kind: 'MultiHash' } });
  for (const [id, tenant, user] of [['1', 'a', 'x'], ['2', 'a', 'y'], ['3', 'b', 'x']]) await container.items.create({ id, tenant, user });
  assert.equal((await container.item('2', ['a', 'y']).read()).resource.user, 'y');
  assert.equal((await container.item('2', ['a', 'x']).read()).statusCode, 404);
  assert.deepEqual((await container.items.query('SELECT VALUE c.id FROM c', { partitionKey: ['a', 'y'] }).fetchAll()).resources, ['2']);
  assert.deepEqual((await container.items.query('SELECT VALUE c.id FROM c ORDER BY c.id', { partitionKey: ['a'] }).fetchAll()).resources, ['1', '2']);
});

await step('what was made is deleted', async () => {
  assert.equal((await database.delete()).statusCode, 204);
});
process.exit(0);
