// Reads the feed as somebody who knows its address and a token: node stranger.mjs ADDRESS TOKEN. Prints what it found as JSON.
import metadata from '@odata/metadata';
import client from '@odata/client';

const [address, token] = process.argv.slice(2);
const sent = [];
const credential = { username: 'apikey', password: token };
const basic = { authorization: 'Basic ' + Buffer.from(`apikey:${token}`).toString('base64') };

// What is there: the model, read by a library that parses CSDL, and the list of sets.
const edmx = new metadata.Edmx(await (await fetch(address + '$metadata', { headers: basic })).text().then(metadata.parseEdmxFromXml ?? (xml => xml)));
console.log(JSON.stringify(Object.keys(metadata)), edmx && typeof edmx);
