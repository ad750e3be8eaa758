"""What a phone keeps: all of its databases, read with full access, and opened with the PIN by a derivation of our own."""

import base64
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from playwright.sync_api import Page

from tests.e2e.walk import PIN

# Everything in every database, keys too; bytes as the letters they could stand for.
DUMP = """async () => {
  const text = (value) => {
    if (value instanceof CryptoKey) return `key that can be exported: ${value.extractable}`;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      const bytes = new Uint8Array(value.buffer ?? value);
      return [new TextDecoder('latin1').decode(bytes), new TextDecoder('utf-16le').decode(bytes)];
    }
    if (Array.isArray(value)) return value.map(text);
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one)]));
    }
    return value;
  };
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const found = { local: { ...localStorage }, session: { ...sessionStorage } };
  for (const { name } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name));
    for (const table of db.objectStoreNames) {
      const store = db.transaction(table).objectStore(table);
      const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
      found[`${name}/${table}`] = [keys, values.map(text)];
    }
    db.close();
  }
  return JSON.stringify(found);
}"""

LOCK = """async () => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await asked(indexedDB.open('tuvurane'));
  const lock = await asked(db.transaction('plain').objectStore('plain').get('lock'));
  return { salt: [...lock.salt], cost: lock.cost };
}"""

# Given the slow key: the device's key mixes it, the result unwraps the data key, that opens each row.
OPEN = """async (slow) => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await asked(indexedDB.open('tuvurane'));
  const get = (table, key) => asked(db.transaction(table).objectStore(table).get(key));
  const { wrapped } = await get('plain', 'lock');
  const mixed = await crypto.subtle.sign('HMAC', await get('keys', 'device'), Uint8Array.from(slow));
  const wrapping = await crypto.subtle.importKey('raw', mixed, 'AES-GCM', false, ['decrypt']);
  const open = (key, box, also) => crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: box.slice(0, 12), ...also }, key, box.slice(12));
  const data = await crypto.subtle.importKey('raw', await open(wrapping, wrapped), 'AES-GCM', false, ['decrypt']);
  const found = {};
  for (const table of db.objectStoreNames) {
    if (!table.startsWith('sealed_')) continue;
    const name = table.slice('sealed_'.length);
    found[name] = {};
    for (const { key, box } of await asked(db.transaction(table).objectStore(table).getAll())) {
      const plain = await open(data, box, { additionalData: new TextEncoder().encode(`${name}/${key}`) });
      found[name][key] = JSON.parse(new TextDecoder().decode(plain));
    }
  }
  return found;
}"""

# Files beside the databases: what the service worker keeps, and the browser's own folder for this place.
FILES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[request.url] = await (await cache.match(request, { ignoreVary: true })).text();
    }
  }
  const walk = async (folder, path) => {
    for await (const [name, one] of folder.entries()) {
      if (one.kind === 'directory') await walk(one, `${path}/${name}`);
      else found[`${path}/${name}`] = await (await one.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return JSON.stringify(found);
}"""


def opened_with_the_pin(page: Page) -> dict[str, dict[str, Any]]:
    """Every sealed table, as whoever has the phone and its PIN can read it."""
    lock = page.evaluate(LOCK)
    cost = lock["cost"]
    slow = hash_secret_raw(
        PIN.encode(), bytes(lock["salt"]), cost["t"], cost["m"], cost["p"], hash_len=32, type=Type.ID
    )
    tables: dict[str, dict[str, Any]] = page.evaluate(OPEN, list(slow))
    return tables


def found_in(content: bytes, words: list[str]) -> set[str]:
    """Which words stand there, in the ways in which a browser writes letters."""
    ways = {
        word: (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), base64.b64encode(word.encode())[:-4])
        for word in words
    }
    return {word for word, written in ways.items() if any(way in content for way in written)}
