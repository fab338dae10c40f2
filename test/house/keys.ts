import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import ts from 'typescript';
import {actions} from '../../source/actions/registry.js';

/** The rooms whose texts a user of the screen reads. */
const rooms = ['actions', 'app', 'domain', 'screen', 'state'];

const files = rooms.flatMap(room =>
	readdirSync(`source/${room}`, {recursive: true, encoding: 'utf8'})
		.filter(file => /\.tsx?$/.test(file))
		.map(file => `source/${room}/${file}`),
);

const nodesOf = (file: string, text = readFileSync(file, 'utf8')): readonly ts.Node[] => {
	const nodes: ts.Node[] = [];
	const visit = (node: ts.Node): void => {
		nodes.push(node);
		ts.forEachChild(node, visit);
	};

	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return nodes;
};

/** The names of keys, and single letters and signs that stand alone like `w` in “w shows it” and `(/)`. */
const keyNames =
	/\b(?:Esc|Escape|Enter|Space|Tab|Backspace|PgUp|PgDn|Ctrl|Shift)\b|[←↑→↓]|(?<![^\s([“])[b-zB-HJ-Z/?](?![^\s)\],”])/u;

/** Names of fields and the like have no blank beside them, and are no text. */
const isText = (text: string): boolean => text.includes(' ') && /\p{L}/u.test(text);

/** The texts in code that tell a key. */
const tellingTexts = (file: string, text?: string): readonly string[] =>
	nodesOf(file, text).flatMap(node => {
		const isWritten = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node);
		return isWritten && isText(node.text) && keyNames.test(node.text) ? [node.text.trim()] : [];
	});

/**
Keys that edit a text, which are no actions, and so the same for everybody; and how the preferences spell keys.
*/
const fixed: ReadonlySet<string> = new Set([
	'← → steps through',
	'expected a key such as x, ctrl-x, alt-x, space, enter, tab, up or page-down, or none',
]);

test('texts ask the keymap for the keys that they tell', t => {
	t.deepEqual(
		files.flatMap(file => tellingTexts(file)).filter(text => !fixed.has(text)),
		[],
	);
});

test('a text that tells a key by its name is found', t => {
	const wrong = [
		"'Stopped here: r starts it again.'",
		"'Search first (/).'",
		"'Type a name, or leave with Esc.'",
		'`Kept as “${name}”: ↑ in the filter finds it.`',
		'`  y  ${verb}`',
		"'T restores or purges.'",
		'<b>Type to narrow, Enter runs</b>',
	];
	for (const text of wrong) t.is(tellingTexts('a.tsx', `const a = ${text};`).length, 1, text);
	for (const text of ["'a session'", "'P-Series'", "'escape'", "'What can I do?'", '` ${a} / ${b}`'])
		t.deepEqual(tellingTexts('a.tsx', `const a = ${text};`), [], text);
});

test('texts ask for keys of actions that there are', t => {
	const ids = new Set(actions.map(({id}) => id));
	const asked = files.flatMap(file =>
		nodesOf(file).flatMap(node => {
			if (!ts.isCallExpression(node) || !/\bkey(?:Of|sOf)$/.test(node.expression.getText())) return [];
			const [id] = node.arguments;
			return id && ts.isStringLiteral(id) ? [id.text] : [];
		}),
	);
	t.true(asked.length > 20);
	t.deepEqual([...new Set(asked).difference(ids)], []);
});
