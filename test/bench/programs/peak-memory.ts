import {readFileSync} from 'node:fs';

/**
The most memory that this process has had, in KiB. Not `maxRSS`: that begins with what the process had that started
this one, when it did.
*/
export const peakMemory = (): string =>
	/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]!;
