import test from 'ava';
import {Box, render, Text} from 'ink';
import {fitCell} from '../../source/text/fit.js';
import {safeLine} from '../../source/text/safe-text.js';
import {hostileText} from '../helpers/hostile-text.js';
import {Terminal} from '../helpers/terminal.js';
import {fc, seed} from '../helpers/random.js';

const columns = 60;
const rows = 12;

function Rows({texts}: {readonly texts: readonly string[]}) {
	return (
		<Box flexDirection="column" height={rows}>
			<Text wrap="truncate">top</Text>
			{texts.map((text, index) => (
				<Text key={index} wrap="truncate">
					{fitCell(safeLine(text), columns)}
				</Text>
			))}
			<Text wrap="truncate">bottom</Text>
		</Box>
	);
}

test('thousands of hostile rows move no cursor and leak no sequence', async t => {
	const terminal = new Terminal(columns, rows);
	terminal.stdout.write('\u001B[?7l');
	const app = render(<Rows texts={[]} />, {
		...terminal.streams,
		alternateScreen: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	const texts = fc.sample(hostileText, {numRuns: 3000, seed});
	for (let start = 0; start < texts.length; start += rows - 2) {
		app.rerender(<Rows texts={texts.slice(start, start + rows - 2)} />);
		await app.waitUntilRenderFlush();
		const screen = terminal.screen();
		t.is(screen[0], 'top');
		t.is(screen[rows - 1], 'bottom');
	}

	t.deepEqual(terminal.leaks, []);
	t.deepEqual(terminal.modes, {
		alternateScreen: true,
		autowrap: false,
		bracketedPaste: false,
		cursor: false,
		raw: false,
	});
	app.unmount();
	terminal.close();
});
