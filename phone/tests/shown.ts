/** What a screen says, read without a browser. */

import { type ComponentChildren, h, render } from 'preact';
import { vi } from 'vitest';
import type { Desk } from '../src/actions/desk';
import { OfficeContext, type Office as Shown } from '../src/screens/desk';
import { stays } from '../src/store/forget';
import { readSnapshot } from '../src/store/snapshot';
import { TODAY } from './cast';

/** As much of a page as a screen needs in order to be read. */
class Element {
  readonly childNodes: Element[] = [];
  readonly style = {};
  readonly nodeType = 1;
  readonly namespaceURI = 'http://www.w3.org/1999/xhtml';
  parentNode: Element | null = null;
  data = '';
  get ownerDocument(): unknown {
    return { createElementNS: () => new Element(), createTextNode: textNode };
  }
  get firstChild(): Element | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): Element | null {
    const beside = this.parentNode?.childNodes ?? [];
    return beside[beside.indexOf(this) + 1] ?? null;
  }
  insertBefore(child: Element, before: Element | null): void {
    child.parentNode = this;
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, child);
  }
  remove(): void {
    const beside = this.parentNode?.childNodes ?? [];
    beside.splice(beside.indexOf(this), 1);
  }
  setAttribute(): void {}
  removeAttribute(): void {}
  addEventListener(): void {}
  focus(): void {}
  get said(): string {
    return this.data + this.childNodes.map(({ said }) => said).join(' ');
  }
}

function textNode(text: string): Element {
  return Object.assign(new Element(), { data: text });
}

/** The words of a screen, as a phone shows them that knows what is in its store. */
export async function wordsOf(
  screen: ComponentChildren,
  desk: Desk,
  ending: Shown['phone']['ending'] = null,
): Promise<string> {
  const snapshot = await readSnapshot(desk.store);
  const phone = { ...snapshot, language: 'en', online: true, sending: false, ending, stays: await stays() };
  const office = { desk, phone: { ...phone, updateReady: false, alone: 'near', today: TODAY } } as unknown as Shown;
  vi.stubGlobal('document', new Element().ownerDocument);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('window', { scrollTo: () => undefined });
  const root = new Element();
  render(h(OfficeContext.Provider, { value: office, children: screen }), root as never);
  const { said } = root;
  render(null, root as never);
  return said;
}
