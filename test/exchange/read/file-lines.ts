import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {fileLines} from '../../../source/exchange/read/file-lines.js';

const linesOf = (bytes: string | Buffer): string[] => {
	const folder = mkdtempSync(path.join(tmpdir(), 'file-lines-'));
	try {
		const file = path.join(folder, 'x');
		writeFileSync(file, bytes);
		return [...fileLines(file)];
	} finally {
		rmSync(folder, {recursive: true});
	}
};

for (const [title, text] of [
	['an empty file', ''],
	['lines', 'a\nb\r\n\nc'],
	['a last line that is ended', 'a\n'],
	['lines and characters that go over the bounds of chunks', `${'é€😀'.repeat(200_000)}\n`.repeat(3)],
] as const) {
	test(`gives ${title} as they are`, t => {
		t.deepEqual(linesOf(text), text.split('\n'));
	});
}

for (const [title, bytes] of [
	['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le')],
	['a text that ends within a character', Buffer.from('€').subarray(0, 2)],
] as const) {
	test(`refuses ${title}`, t => {
		t.throws(() => linesOf(bytes), {instanceOf: Refusal, message: /not UTF-8/});
	});
}
