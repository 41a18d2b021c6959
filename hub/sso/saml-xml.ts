import { DOMParser } from '@xmldom/xmldom';
import { SamlRefusal } from './saml-refusal.ts';

export const SAML_ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SAML_PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** Far beyond any real response, and little enough that nobody makes the hub calculate for long. */
const BYTES_MAX = 150_000;
const TAGS_MAX = 5_000;
const ATTRIBUTES_MAX = 100;
const DEPTH_MAX = 40;

/**
 * The root of an XML document of elements, attributes and text. What SAML has no use for, and attacks have, is turned away
 * before a parser sees it: document types with their entities, comments that split a value, CDATA, processing instructions.
 * Throws `SamlRefusal`.
 */
export function parseSamlXml(text: string): Element {
  refuseOversize(text);
  if (/<!|<\?(?!xml )|(?!^)<\?/.test(text)) {
    throw new SamlRefusal('markup_refused', 'The XML holds a document type, comment or the like.');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids, and parsers let pass.
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\uffff]/.test(text)) {
    throw new SamlRefusal('not_xml', 'The XML holds characters that XML forbids.');
  }
  const complaints: string[] = [];
  const complain = (message: string) => complaints.push(message);
  const errorHandler = { warning: complain, error: complain, fatalError: complain };
  let root: Element | null = null;
  try {
    root = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml')?.documentElement;
  } catch (cause) {
    throw new SamlRefusal('not_xml', 'The XML cannot be read.', { cause });
  }
  if (!root || complaints.length > 0) {
    throw new SamlRefusal('not_xml', `The XML is not well-formed: ${complaints[0] ?? 'no root'}`);
  }
  refuseOddTree(root);
  return root;
}

/** All its child elements. */
export function elementsIn(parent: Element): Element[] {
  return Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1);
}

/** Its child elements of this name. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return elementsIn(parent).filter((one) => isNamed(one, namespace, name));
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** The one child of this name; null when there is none, or when there are several to choose from. */
export function onlyChild(parent: Element, namespace: string, name: string): Element | null {
  const found = childrenOf(parent, namespace, name);
  return found.length === 1 ? found[0] : null;
}

/** The whole text of an element that holds nothing but text; null when it holds more. */
export function textOf(element: Element | null): string | null {
  if (element === null || elementsIn(element).length > 0) return null;
  return (element.textContent ?? '').trim();
}

/** An attribute without a namespace; null when the element has none of this name. */
export function attributeOf(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** All elements with this local name, whatever their namespace, the root included. */
export function allNamed(root: Element, localName: string): Element[] {
  const found = Array.from(root.getElementsByTagNameNS('*', localName));
  return root.localName === localName ? [root, ...found] : found;
}

/** By counting signs, for parsers take the square of the time for many attributes. */
function refuseOversize(text: string): void {
  const tags = text.length > BYTES_MAX ? [] : text.split('<');
  const isCrowded = tags.some((tag) => tag.split('=').length > ATTRIBUTES_MAX);
  if (text.length > BYTES_MAX || tags.length > TAGS_MAX || isCrowded) {
    throw new SamlRefusal('too_large', 'The XML is larger than any sign-in needs.');
  }
}

/** Depth costs stack, and a prefix that nothing declares has no one meaning: parsers let both pass. */
function refuseOddTree(root: Element): void {
  const waiting: { element: Element; depth: number }[] = [{ element: root, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, depth } = next;
    if (depth > DEPTH_MAX) {
      throw new SamlRefusal('too_large', 'The XML is nested deeper than any sign-in needs.');
    }
    if (
      [element, ...Array.from(element.attributes)].some((one) => one.prefix && !one.namespaceURI)
    ) {
      throw new SamlRefusal('not_xml', 'The XML has a prefix that nothing declares.');
    }
    for (const child of elementsIn(element)) waiting.push({ element: child, depth: depth + 1 });
  }
}
