import {type Site} from '../../domain/site.js';
import {type Told} from '../tell-error.js';
import {type AgreedPlan, type SitePlan} from './site-plan.js';
import {type RowRun} from './row-run.js';

/** What a worker process is told to do: a command on one site. */
export interface SiteTask {
	readonly argv: readonly string[];
	readonly site: Site;
	/** Where its rows go if they are many. */
	readonly file: string;
	/** Whether the output is a terminal. */
	readonly isTerminal: boolean;
	/** What an act may do; without it, the act is only planned. */
	readonly agreed?: AgreedPlan | undefined;
}

/** A task as it is sent to a worker, and its report as it is sent back. */
export interface NumberedTask {
	readonly number: number;
	readonly task: SiteTask;
}

interface NumberedReport {
	readonly number: number;
	readonly report: SiteReport;
}

/** What a worker process sends: reports, and that all its tasks wait for others, so that it could do more. */
export type FromWorker = NumberedReport | 'idle';

/** What a worker process tells when that is done. */
export interface SiteReport {
	/** The exit code, as if the command had been called for this site alone. */
	readonly code: number;
	/** Why the site was not worked on, or only in part. */
	readonly trouble?: Told;
	readonly rows?: RowRun;
	/** How many there are, also beyond those that were asked for. */
	readonly matches?: number;
	/** What an act would do, if it was only planned. */
	readonly plan?: SitePlan;
	readonly stdout: string;
	readonly stderr: string;
}
