import {readFileSync} from 'node:fs';

/** A number from what the kernel tells of a process; memory is in KiB. */
export const kernelFigure = (pid: number, name: string): number => {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(String.raw`^${name}:\s+(\d+)`, 'm').exec(status)![1]);
};
