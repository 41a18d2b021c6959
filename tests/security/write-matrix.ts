/** `bun tests/security/write-matrix.ts`: tries every door and writes down what came of it, for a person to read before it is committed. */
import { MatrixBox, matrixLines } from './matrix-box.ts';

export const MATRIX_FILE = new URL('./rights-matrix.txt', import.meta.url).pathname;

if (import.meta.main) {
  const box = await MatrixBox.start();
  const lines = await matrixLines(box);
  await box.stop();
  await Bun.write(MATRIX_FILE, `${lines.join('\n')}\n`);
  console.log(`${lines.length} lines`);
  process.exit(0);
}
