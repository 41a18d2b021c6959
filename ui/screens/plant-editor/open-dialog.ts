/** A dialog of the editor that is open; null: none. */
export type OpenDialog = 'add' | 'rename' | 'copies' | 'import' | null;
