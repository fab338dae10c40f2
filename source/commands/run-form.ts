import {UsageRefusal} from '../domain/refusal.js';
import {type Context, type Flags} from './command.js';
import {refuseOthers} from './refuse-others.js';

/** A form of a command that its first argument names. */
interface Form<Defined extends Flags> {
	/** The least and the most arguments after that one. */
	readonly takes: readonly [least: number, most: number];
	/** The flags of the command that go with it. */
	readonly flags: readonly (keyof Defined & string)[];
	readonly run: (context: Context<Defined>, given: readonly string[]) => Promise<number> | number;
}

/** The forms of a command by their names. */
export type Forms<Defined extends Flags> = Readonly<Record<string, Form<Defined>>>;

/**
Runs a form of a command; resolves to the exit code.
@param input the name of the form, and the arguments after it
@param expected what to type, for somebody who typed something else
@throws UsageRefusal if there is no such form, or arguments or flags do not go with it
*/
export const runForm = async <Defined extends Flags>(
	context: Context<Defined>,
	command: string,
	forms: Forms<Defined>,
	[name, ...given]: readonly [name: string, ...given: string[]],
	expected: string,
): Promise<number> => {
	const form = Object.hasOwn(forms, name) ? forms[name]! : undefined;
	if (form === undefined || given.length < form.takes[0] || given.length > form.takes[1])
		throw new UsageRefusal(expected);
	refuseOthers<Record<string, unknown>>(context.flags, form.flags, `${command} ${name}`);
	return form.run(context, given);
};
