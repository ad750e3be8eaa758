import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';
import { readTable } from './scripts/words.mjs';

/** Screens that not everybody needs, and their words: the first load does without them. */
const LATER = /\/src\/(screens\/(ask|learning|round)\/Pages|records\/names|words\/generated\/later)\b/;

interface Chunk {
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** The chunks that the app can reach without opening one of those screens. */
function firstChunks(chunks: ReadonlyMap<string, Chunk>, entry: string): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const chunk = chunks.get(file);
    if (chunk === undefined || found.has(file) || LATER.test(chunk.facadeModuleId ?? '')) continue;
    found.add(file);
    waiting.push(...chunk.imports, ...chunk.dynamicImports);
  }
  return found;
}

/** Lists the app's files for the service worker, and names the build after what is in them. */
function offlineList(): Plugin {
  return {
    name: 'offline-list',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('The service worker is missing from the build.');
      // A worker that shares code with the app cannot start: old browsers know no modules there.
      if (worker.imports.length > 0) throw new Error(`The service worker imports ${worker.imports.join(', ')}.`);
      const built = Object.keys(bundle).filter((file) => file !== 'sw.js' && file !== 'index.html');
      const chunks = new Map<string, Chunk>();
      for (const [file, one] of Object.entries(bundle)) if (one.type === 'chunk') chunks.set(file, one);
      const entry = [...chunks.keys()].find((file) => file.startsWith('assets/app-')) ?? '';
      const first = firstChunks(chunks, entry);
      const later = built.filter((file) => chunks.has(file) && !first.has(file));
      if (!first.has(entry) || later.length === 0) throw new Error('The app is not parted into first and later.');
      const fixed = readdirSync('public').filter((file) => file !== 'icon-512.png');
      const files = ['./', ...built.filter((file) => !later.includes(file)), ...fixed];
      const hash = createHash('sha256').update(JSON.stringify(built));
      for (const file of fixed) hash.update(readFileSync(`public/${file}`));
      hash.update(readFileSync('index.html'));
      worker.code = worker.code
        .replace('__BUILD__', JSON.stringify(hash.digest('hex').slice(0, 12)))
        .replace('__FILES__', JSON.stringify(files))
        .replaceAll('__LATER__', JSON.stringify(later));
      this.emitFile({ type: 'asset', fileName: 'later.json', source: JSON.stringify(later) });
    },
  };
}

/** A browser that is too old, or has no script, is told so in every language, with the way to the page without script. */
function saidWithoutScript(): Plugin {
  const textsOf = (key: string) => Object.entries(readTable().find((word) => word.key === key)?.texts ?? {});
  return {
    name: 'said-without-script',
    transformIndexHtml(html) {
      const links = new Map(textsOf('phone.old.link'));
      const lines = textsOf('phone.old.what').map(
        ([language, text]) =>
          `<p lang="${language}">${text}<br><a class="link-plain" href="/plain/">${links.get(language)}</a></p>`,
      );
      return html.replace(/<!-- old-browser.*?-->/, lines.join('\n      '));
    },
  };
}

export default defineConfig({
  base: '/phone/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [saidWithoutScript(), offlineList()],
  build: {
    outDir: '../src/tuvurane/web/static/built/phone',
    emptyOutDir: true,
    // Chrome 70 on Android 6 is the oldest phone we promise.
    target: ['es2017', 'chrome70'],
    cssTarget: 'chrome70',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: 'index.html', worker: 'src/worker/sw.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'worker' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tests/**/*.test.ts'] },
});
