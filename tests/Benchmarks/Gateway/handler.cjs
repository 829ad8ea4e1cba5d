const { createHmac, timingSafeEqual } = require('node:crypto');
const key = Buffer.from(process.env.TOKEN_KEY ?? '', 'base64');
const json = (statusCode, body, type = 'application/json') => ({ statusCode, headers: { 'content-type': type }, body: JSON.stringify(body) });
const problem = (status, code, detail) => json(status, { title: code, status, code, detail }, 'application/problem+json');

function claims(header) {
  const [head, body, signature] = (header ?? '').replace(/^Bearer /, '').split('.');
  if (!signature) return undefined;
  const expected = createHmac('sha256', key).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const token = JSON.parse(Buffer.from(body, 'base64url'));
  return token.exp * 1000 > Date.now() && token.iss === 'virga-development' && token.aud === 'virga' ? token : undefined;
}

exports.greet = async event => json(200, { greeting: `Hello ${event.pathParameters.name}` });

exports.order = async event => {
  const token = claims(event.headers.authorization);
  if (!token) return problem(401, 'unauthenticated', 'A token is needed.');
  if (!(token.scope ?? '').split(' ').includes('orders:write')) return problem(403, 'insufficient-scope', 'The token lacks a scope.');
  let order;
  try { order = JSON.parse(event.body); } catch { return problem(400, 'malformed-json', 'The body is not JSON.'); }
  if (typeof order.item !== 'string' || order.item.length < 1 || order.item.length > 80 || !Number.isInteger(order.count) || order.count < 1 || order.count > 100) return problem(400, 'validation-failed', 'The body is not valid.');
  return json(201, { id: crypto.randomUUID(), item: order.item, count: order.count });
};
