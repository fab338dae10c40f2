import test from 'ava';
import {ablePbx} from '../helpers/memory-facts.js';
import {openApp, sampleNow} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';
import {type Terminal} from '../helpers/terminal.js';

/** Words to which terminals give cells each in its own way. */
const names = [
	'李雷',
	'नेहा शर्मा',
	'क्षत्रिय 📞',
	'👩‍👩‍👧 Ann',
	'🇩🇪 Bob',
	'❤️ love',
	'กำ ลัง',
	'e\u0301ric',
	'راشد',
	'ﾞ',
];

const told = {
	facts: {pbx: {...ablePbx, name: 'नेहा शर्मा'}},
	sessions: Array.from({length: 60}, (_, index) => ({
		id: index + 1,
		origin: 'here',
		told: {
			channel: {type: 'sms', name: names[(index + 3) % names.length]!, number: '1'},
			customer: {name: names[index % names.length]!, number: String(index)},
		},
		messages: Array.from({length: 6}, (_each, place) => ({
			id: place + 1,
			type: 0,
			at: sampleNow - 60 * (index + 10 * place),
			author: {userType: 2, number: String(index), name: names[(index + place) % names.length]!},
			text: Array.from({length: 9}, (_word, word) => names[(word + place) % names.length]).join(' '),
		})),
		records: [],
	})),
};

/** Every cell with its style. */
const cells = ({emulator}: Terminal): readonly string[] =>
	Array.from({length: emulator.rows}, (_, row) =>
		Array.from({length: emulator.cols}, (_each, column) => {
			const cell = emulator.buffer.active.getLine(row)!.getCell(column)!;
			return `${cell.getChars() || ' '}${cell.isBold()}${cell.isInverse()}${cell.isUnderline()}${cell.getFgColor()}`;
		}).join(''),
	);

const steps = [
	['down', 'down'],
	['page-down'],
	['space', 'space'],
	['d'],
	['escape', 'enter'],
	['up', 'up'],
	['m'],
	['tab', 'down'],
	['down', 'down', 'down'],
	['tab', 'page-up'],
	['?'],
	['escape', 'escape', '/', '李', 'backspace', 'n'],
	['escape', 'I'],
	['escape', 'G'],
	['X'],
	['escape', 's'],
] as const;

for (const {columns, rows, unicode} of oneIn(4, [
	{columns: 80, rows: 24, unicode: '15-graphemes'},
	{columns: 160, rows: 30, unicode: '15-graphemes'},
	{columns: 80, rows: 24, unicode: '6'},
	{columns: 160, rows: 30, unicode: '6'},
])) {
	test.serial(
		`at ${columns}×${rows}, on a terminal that measures by Unicode ${unicode}, keys lead to what a whole redraw shows`,
		async t => {
			const app = await openApp(t, {columns, rows, told});
			app.terminal.emulator.unicode.activeVersion = unicode;
			await app.terminal.resize(columns, rows);
			for (const keys of steps) {
				await app.press(...keys);
				await app.terminal.settled();
				const before = cells(app.terminal);
				await app.terminal.resize(columns, rows);
				t.deepEqual(before, cells(app.terminal), keys.join(' '));
			}
		},
	);
}
