import {writeFileSync} from 'node:fs';
import process from 'node:process';

// Imported before a program that is started with `--expose-gc`: whenever it gets this signal, it tells by a file in
// its folder how many bytes of its memory are still in use.
process.on('SIGUSR2', () => {
	globalThis.gc!();
	const {heapUsed, external} = process.memoryUsage();
	writeFileSync('memory-in-use', String(heapUsed + external));
});
