import { join } from 'node:path';
import { isAllowed, licencePage } from './licence-page.ts';
import { productionPackages } from './production-packages.ts';
import { ROOT } from './source-files.ts';

const packages = productionPackages();
await Bun.write(join(ROOT, 'docs', 'licences.md'), licencePage(packages));
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, version, licence } of refused) console.error(`${name}@${version}: ${licence}`);
console.log(`docs/licences.md: ${packages.length} packages, ${refused.length} that may not ship`);
process.exitCode = refused.length === 0 ? 0 : 1;
