import { config } from 'zod';

// Imported before any schema is made: zod would then try `new Function`, which the content security policy forbids and
// reports in the browser's console.
config({ jitless: true });
