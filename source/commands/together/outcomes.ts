import path from 'node:path';
import process from 'node:process';
import {Refusal, UsageRefusal} from '../../domain/refusal.js';
import {type Site} from '../../domain/site.js';
import {type Context, exitCode} from '../command.js';
import {interruptible} from '../interruptible.js';
import {siteProgress} from '../progress.js';
import {type AgreedPlan} from './site-plan.js';
import {type SiteReport} from './site-task.js';
import {workOn} from './worker-pool.js';

/** A site, and what became of the command there. */
export interface SiteOutcome {
	readonly site: Site;
	readonly report: SiteReport;
}

const isRunning = (pid: number): boolean => {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/**
Lends a folder, which need not exist, for rows that are too many to be held in memory; it is gone afterwards, and so is
what processes left there that were killed.
*/
export const withRunsFolder = async <Result>(
	{machine: {files}, stateFolder}: Pick<Context, 'machine' | 'stateFolder'>,
	work: (folder: string) => Promise<Result>,
): Promise<Result> => {
	const all = path.join(stateFolder, 'runs');
	if (files.stat(all)?.kind === 'folder')
		for (const name of files.list(all))
			if (/^\d+$/.test(name) && !isRunning(Number(name))) files.remove(path.join(all, name));
	const own = path.join(all, String(process.pid));
	try {
		return await work(own);
	} finally {
		if (files.stat(own) !== undefined) files.remove(own);
	}
};

/** The report on a site that a signal kept from being worked on. */
export const notBegun: SiteReport = {
	code: exitCode.refused,
	trouble: {message: 'not begun, because the command was ended', kind: 'refused'},
	stdout: '',
	stderr: '',
};

/** How a command is given to workers. */
export interface Running {
	readonly argv: readonly string[];
	/** The file that Node runs for a worker. */
	readonly program: string;
	/** Where rows go that are many. */
	readonly folder: string;
}

/**
Does the command in each of the sites; resolves with what became of it, in their order. A signal lets no further site
begin.
@param agreed the plans that are carried out, by the names of their sites; without them, an act is only planned
@param mayWait whether sites may wait for networks, so that others begin meanwhile
@param rank where a site comes in the order in which they begin, the lowest first; as they stand if it is missing
@param onOutcome told of each site when it is done
@param ended thrown if a signal ended it before it was done; without it, what was not done is told as such
@throws UsageRefusal if the arguments are mistaken, which they are in every site
*/
export const outcomesIn = async (
	sites: readonly Site[],
	context: Pick<Context, 'stdout' | 'stderr' | 'environment'>,
	{
		argv,
		program,
		folder,
		agreed,
		ended: whenEnded,
		mayWait = false,
		rank,
		onOutcome,
	}: Running & {
		readonly agreed?: ReadonlyMap<string, AgreedPlan>;
		readonly ended?: Refusal;
		readonly mayWait?: boolean | undefined;
		readonly rank?: ((site: Site) => number) | undefined;
		readonly onOutcome?: (outcome: SiteOutcome) => void;
	},
): Promise<readonly SiteOutcome[]> => {
	const {stdout, stderr, environment} = context;
	const tasks = sites.map((site, number) => ({
		number,
		task: {
			argv,
			site,
			file: path.join(folder, `${number}.ndjson`),
			isTerminal: stdout.isTTY === true,
			agreed: agreed?.get(site.name),
		},
	}));
	const ranks = sites.map(site => rank?.(site) ?? 0);
	const reports = sites.map(() => notBegun);
	const progress = siteProgress(stderr, sites.length);
	const mistaken = new AbortController();
	let done = 0;
	try {
		await interruptible(new Refusal('Ended.'), async ended => {
			const inOrder = tasks.toSorted((a, b) => ranks[a.number]! - ranks[b.number]!);
			await workOn({program, environment}, inOrder, {
				signal: AbortSignal.any([ended, mistaken.signal]),
				mayWait,
				onReport(index, report) {
					reports[index] = report;
					if (report.trouble?.kind === 'usage') mistaken.abort(new UsageRefusal(report.trouble.message));
					else if (onOutcome !== undefined) {
						progress.end();
						onOutcome({site: sites[index]!, report});
					}

					progress.update(++done);
				},
			});
			if (whenEnded !== undefined && ended.aborted) throw whenEnded;
		});
	} finally {
		progress.end();
	}

	mistaken.signal.throwIfAborted();
	return sites.map((site, index) => ({site, report: reports[index]!}));
};
