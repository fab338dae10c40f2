import process from 'node:process';
import {SiteBook} from '../../storage/site-book.js';
import {SiteInUse} from '../../storage/site-in-use.js';
import {boundHeap} from '../bound-heap.js';
import {type ActsTogether, type Context, exitCode} from '../command.js';
import {loadCommand, loadCommands} from '../command-list.js';
import {type Arguments, parseArguments} from '../parse-arguments.js';
import {type Host, machineFor} from '../run-command-line.js';
import {tellOf} from '../tell-error.js';
import {Captured} from './captured.js';
import {type AgreedPlan} from './site-plan.js';
import {RowRunWriter} from './row-run.js';
import {type FromWorker, type NumberedTask, type SiteReport, type SiteTask} from './site-task.js';

/** What a worker has of what a command line has. */
type Surroundings = Omit<Host, 'stdout' | 'stderr' | 'openScreen' | 'drawScreen'>;

let lastParsed: {readonly text: string; readonly arguments: Promise<Arguments>} | undefined;

/** Each task brings the same arguments as the one before. */
const parsed = async (argv: readonly string[]): Promise<Arguments> => {
	const text = JSON.stringify(argv);
	if (lastParsed?.text !== text) lastParsed = {text, arguments: parseArguments(argv)};
	return lastParsed.arguments;
};

/** Plans an act, or carries it out as it was agreed to. */
const doAct = async (
	together: ActsTogether,
	context: Context,
	agreed: AgreedPlan | undefined,
): Promise<Pick<SiteReport, 'code' | 'plan'>> => {
	if (agreed === undefined) {
		const plan = await together.plan(context);
		return {code: plan.refused.length > 0 ? exitCode.refused : exitCode.done, plan};
	}

	// That many are expected in all sites together.
	const flags = {...context.flags, yes: true, expect: undefined};
	return {code: await together.carryOut({...context, flags}, agreed)};
};

/** Does one task, whatever comes of it. */
const doTask = async (
	{argv, site, file, isTerminal, agreed}: SiteTask,
	host: Surroundings,
): Promise<SiteReport> => {
	const {command, flags, input} = await parsed(argv);
	const {together} = command!;
	// What is told line by line is made for programs, and gets its site in front.
	const stdout = new Captured(isTerminal && together?.kind === 'rows');
	const stderr = new Captured(false);
	const machine = machineFor(flags, host.machine);
	const context: Context = {
		...host,
		stdout,
		stderr,
		machine,
		input,
		flags,
		folder: site.folder,
		site: new SiteInUse(site, false, new SiteBook(machine, host.sender.configFolder)),
		actor: host.actor(flags.as),
		command: loadCommand,
		commands: loadCommands,
		openScreen: () => Promise.reject(new Error('A worker has no screen.')),
	};
	try {
		context.site!.refuseMoved();
		if (together?.kind === 'acts') {
			const done = await doAct(together, context, agreed);
			return {...done, stdout: stdout.text, stderr: stderr.text};
		}

		if (together?.kind !== 'rows') {
			const code = await command!.run(context);
			return {code, stdout: stdout.text, stderr: stderr.text};
		}

		const run = new RowRunWriter(machine.files, file);
		const matches = await together.rows(context, async row => run.take(row));
		return {code: exitCode.done, rows: await run.end(), matches, stdout: stdout.text, stderr: stderr.text};
	} catch (error) {
		const {message, kind} = tellOf(error);
		return {code: exitCode[kind], trouble: {message, kind}, stdout: stdout.text, stderr: stderr.text};
	}
};

const tell = (told: FromWorker): void => void process.send!(told);

/** Milliseconds over which is seen whether a process has something to do, and the share of them that means no. */
const glance = 20;
const little = 0.5;

/** Tells again and again while there is little to do, though tasks are under way. */
const tellIdleness = (areUnderWay: () => boolean): void => {
	let before = globalThis.performance.eventLoopUtilization();
	setInterval(() => {
		const now = globalThis.performance.eventLoopUtilization();
		const {utilization} = globalThis.performance.eventLoopUtilization(now, before);
		before = now;
		if (utilization < little && areUnderWay()) tell('idle');
	}, glance);
};

/** Does the tasks that the process which started this one sends, until that has no more or ends. */
export const serveAsWorker = (host: Surroundings): void => {
	boundHeap();
	// Each site that waits for its network heeds signals.
	process.setMaxListeners(0);
	let underWay = 0;
	process.on('message', ({number, task}: NumberedTask) => {
		underWay++;
		void doTask(task, host).then(report => {
			underWay--;
			tell({number, report});
		});
	});
	tellIdleness(() => underWay > 0);
	process.on('disconnect', () => process.exit());
};
