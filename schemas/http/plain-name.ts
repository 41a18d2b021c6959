/**
 * A name in any script, in one line: no control characters and no marks that turn the direction of what stands around it.
 * Joiners are letters of Persian, of the scripts of India and of many emoji; alone they would be a name that nobody sees.
 */
export const PLAIN_NAME = /^(?=.*[^\p{C}\p{Z}])(?:[^\p{C}]|[\u200c\u200d])*$/u;
/** For whoever typed something else. */
export const NO_PLAIN_NAME = 'No control characters.';
