import test from 'ava';
import {safeFrameLine} from '../../../source/screen/terminal/safe-frame.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc} from '../../helpers/random.js';

const styled = '\u001B[1m\u001B[36mAnn\u001B[39m\u001B[22m │ 李雷 \u001B[7m▸\u001B[27m e\u0301 👍🏽\u001B[0m';

test('leaves a line of ours as it is', t => {
	t.is(safeFrameLine(styled), styled);
});

const lines: readonly (readonly [line: string, safe: string])[] = [
	['\u001B[1mA\u001B]8;;http://x\u0007\u001B[22m', '\u001B[1mA^[]8;;http://x^G\u001B[22m'],
	['a\u001B[8mb', 'a^[[8mb'],
	['a\u001B[38;5;201mb', 'a^[[38;5;201mb'],
	['a\u001B[2Jb', 'a^[[2Jb'],
	['a\u2028b\u202Ec\u009Bd\u3164', 'a<U+2028>b<U+202E>c<9B>d<U+3164>'],
];

for (const [line, safe] of lines)
	test(`shows by signs what nobody but a stranger wrote: ${JSON.stringify(line)}`, t => {
		t.is(safeFrameLine(line), safe);
	});

test('lets nothing through but styles that the theme has', t => {
	fc.assert(
		fc.property(hostileText, text => {
			const safe = safeFrameLine(`\u001B[1m${text}\u001B[22m`);
			t.notRegex(safe.replaceAll(/\u001B\[\d{1,2}m/g, ''), /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
		}),
	);
});
