// npm run errors: writes docs/errors.md, all error codes with cause and remedy. A test says when it has to be run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from './errors/causes.mjs';
import { errorCodes } from './errors/codes.mjs';
import { errorPage } from './errors/page.mjs';
import { root } from './process.mjs';

const codes = errorCodes(root);
writeFileSync(join(root, 'docs/errors.md'), errorPage(codes, causes));
console.log(`docs/errors.md: ${codes.size} codes`);
