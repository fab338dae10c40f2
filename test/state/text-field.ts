import test from 'ava';
import stringWidth from 'string-width';
import {
	editField,
	emptyField,
	fieldOf,
	fieldWindow,
	insertText,
	type TextField,
	textLimit,
} from '../../source/state/text-field.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';

/** A field as one string, with `|` for the caret. */
const fieldAt = (marked: string): TextField => ({text: marked.replace('|', ''), caret: marked.indexOf('|')});

const marked = ({text, caret}: TextField): string => `${text.slice(0, caret)}|${text.slice(caret)}`;

const press = (field: TextField, ...names: readonly string[]): TextField => {
	let value = field;
	for (const name of names) value = editField(value, {name})!;
	return value;
};

const edits: readonly (readonly [before: string, key: string, after: string])[] = [
	['ab|c', 'left', 'a|bc'],
	['ab|c', 'right', 'abc|'],
	['|abc', 'left', '|abc'],
	['abc|', 'right', 'abc|'],
	['ab|c', 'home', '|abc'],
	['ab|c', 'ctrl-a', '|abc'],
	['a|bc', 'end', 'abc|'],
	['a|bc', 'ctrl-e', 'abc|'],
	['ab|c', 'backspace', 'a|c'],
	['|abc', 'backspace', '|abc'],
	['a|bc', 'delete', 'a|c'],
	['abc|', 'delete', 'abc|'],
	['a😀|b', 'backspace', 'a|b'],
	['a|😀b', 'delete', 'a|b'],
	['a|😀b', 'right', 'a😀|b'],
	['👨‍👩‍👧‍👦|', 'backspace', '|'],
	['Jose\u0301|', 'backspace', 'Jos|'],
	['李雷|', 'left', '李|雷'],
	['ab cd|ef', 'ctrl-u', '|ef'],
	['ab|cd', 'ctrl-k', 'ab|'],
	['status:open text:abc|', 'ctrl-w', 'status:open |'],
	['status:open   |x', 'ctrl-w', '|x'],
	['|x', 'ctrl-w', '|x'],
	// What was apart is joined, and what belongs together is removed together.
	['क्🇩x|🇩ﾞ', 'backspace', 'क्🇩🇩ﾞ|'],
	['🇩|x🇩', 'delete', '🇩🇩|'],
	['👩x|\u200D👧', 'backspace', '👩\u200D👧|'],
	['a \u0301|', 'ctrl-w', 'a|'],
];

for (const [before, key, after] of edits) {
	test(`${key} makes of ${before} ${after}`, t => {
		t.is(marked(press(fieldAt(before), key)), after);
	});
}

const insertions: readonly (readonly [what: string, before: string, text: string, after: string])[] = [
	['a character', 'a|c', 'b', 'ab|c'],
	['a pasted text with line breaks and controls', 'x|', 'a\r\nb\tc\u001B[2J', 'xa  b c [2J|'],
	['a number copied with bidi marks', '|', '\u202A+49\u00A0151\u202C', '+49 151|'],
	['a mark typed after its letter', 'e|x', '\u0301', 'e\u0301|x'],
	['half of an emoji', '|', '\uD83D', '|'],
];

for (const [what, before, text, after] of insertions) {
	test(`inserts ${what}`, t => {
		t.is(marked(insertText(fieldAt(before), text)), after);
	});
}

test('types the text of a key', t => {
	t.is(marked(editField(fieldAt('a|'), {name: 'space', text: ' '})!), 'a |');
});

test('leaves other keys to others', t => {
	for (const name of ['enter', 'escape', 'up', 'tab', 'ctrl-c', 'alt-d', 'shift-left']) {
		t.is(editField(emptyField, {name}), undefined);
	}
});

test('takes no more than its limit, and keeps what stands behind the caret', t => {
	const full = insertText(fieldAt('|end'), '😀'.repeat(textLimit));
	t.true(full.text.length <= textLimit);
	t.true(full.text.endsWith('😀end'));
	t.is(insertText(fieldOf('x'.repeat(textLimit)), 'y').text, 'x'.repeat(textLimit));
});

const windows: readonly (readonly [
	field: string,
	width: number,
	before: string,
	under: string,
	after: string,
])[] = [
	['|', 4, '', ' ', ' '.repeat(3)],
	['abc|', 5, 'abc', ' ', ' '],
	['a|bc', 5, 'a', 'b', 'c  '],
	['abcdefgh|', 4, 'fgh', ' ', ''],
	['|abcdefgh', 4, '', 'a', 'bc…'],
	['abcd|efghijkl', 8, 'abcd', 'e', 'fg…'],
	['abcdefgh|ijkl', 8, 'defgh', 'i', 'j…'],
	['你好世界|', 6, '世界', ' ', ' '],
	['你好|世界', 6, '好', '世', '界'],
	// A grapheme of three cells.
	['|🤌ﾞ', 2, '', '…', ' '],
];

for (const [field, width, before, under, after] of windows) {
	test(`shows of ${field} in ${width} cells “${before}[${under}]${after}”`, t => {
		t.deepEqual(fieldWindow(fieldAt(field), width), {before, under, after});
	});
}

const step = fc.oneof(
	fc
		.constantFrom('left', 'right', 'home', 'end', 'backspace', 'delete', 'ctrl-u', 'ctrl-k', 'ctrl-w')
		.map(name => ({name})),
	hostileText.map(text => ({name: 'text', text})),
);

test('whatever is typed, the caret stands between graphemes, and the window is as wide as asked for', t => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 12}), fc.integer({min: 2, max: 40}), (steps, width) => {
			let field = emptyField;
			for (const key of steps) field = editField(field, key)!;
			const starts = Array.from(new Intl.Segmenter().segment(field.text), ({index}) => index);
			t.true([...starts, field.text.length].includes(field.caret), JSON.stringify(field));
			t.notRegex(field.text, /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028]/v);
			const {before, under, after} = fieldWindow(field, width);
			t.is(stringWidth(before) + stringWidth(under) + stringWidth(after), width);
		}),
		{numRuns: trials(200)},
	);
});
