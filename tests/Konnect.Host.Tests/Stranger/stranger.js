// Reads the feed as somebody who knows its address and a token only: node stranger.js ADDRESS TOKEN. Prints what it found as JSON.
// It has two public libraries for OData, one that understands the metadata and one that asks, and reads whatever the metadata offers.
import edmx from '@sap-ux/edmx-parser';
import odata from '@odata/client';

const [address, token] = process.argv.slice(2);
const headers = { authorization: 'Basic ' + Buffer.from(`apikey:${token}`).toString('base64') };
const answer = await fetch(address + '$metadata', { headers });
const model = edmx.parse(await answer.text());
const listed = (await (await fetch(address, { headers })).json()).value.map(set => set.name);

const client = odata.OData.New4({ serviceEndpoint: address, credential: { username: 'apikey', password: token } });
const literal = (property, value) => odata.EdmV4[property.type.replace('Edm.', '')].from(value);

const found = { version: model.version, listed, sets: {} };
for (const { name, entityTypeName } of model.schema.entitySets) {
  const type = model.schema.entityTypes.find(type => type.fullyQualifiedName === entityTypeName);
  const keys = type.keys.map(key => key.name);
  const set = client.getEntitySet(name);
  const seen = found.sets[name] = { keys, columns: type.entityProperties.length };

  seen.rows = await set.query();
  seen.count = await set.count();
  const first = seen.rows[0];
  if (!first) continue;

  // A page at a time, in the order of the key.
  seen.paged = [];
  for (let skip = 0, page; skip === 0 || page.length === 3; skip += 3) {
    page = await set.query(client.newOptions().orderby(keys.map(field => ({ field, order: 'asc' }))).top(3).skip(skip).select(keys));
    if (page.length > 3) throw new Error(`${name}: a page of ${page.length} rows`);
    seen.paged.push(...page);
  }

  // The rows that share a text with the first one.
  const text = type.entityProperties.find(property => property.type === 'Edm.String' && !property.nullable);
  seen.by = text.name;
  const same = client.newFilter().property(text.name).eq(literal(text, first[text.name]));
  seen.alike = await set.query(client.newOptions().filter(same).orderby(text.name, 'desc').select([text.name]));
  seen.alikeCount = await set.count(same);

  // The first row again, by its key.
  if (keys.length === 1) {
    const key = type.entityProperties.find(property => property.name === keys[0]);
    seen.byKey = await set.retrieve(literal(key, first[keys[0]]));
    delete seen.byKey['@odata.context'];
  }
}

try {
  await client.getEntitySet('Nothing').query();
} catch (refusal) {
  found.refusal = refusal.message;
}

console.log(JSON.stringify(found));
