/**
The one expected error: something the user asked for cannot be done. Its message is written for the user
and says what is wrong, where, and what to do next. Everything else that is thrown is a bug.
*/
export class Refusal extends Error {
	override readonly name: string = 'Refusal';
}

/** A mistake in how the program was called or in a filter: exit code 2 on the command line. */
export class UsageRefusal extends Refusal {
	override readonly name = 'UsageRefusal';
}

/** The store cannot be used as it is (missing, damaged, newer, no permission, disk full): exit code 3. */
export class StoreRefusal extends Refusal {
	override readonly name = 'StoreRefusal';
}

/** Throws a {@link Refusal} when there is a reason not to go on. */
export const refuseIf = (reason: string | undefined): void => {
	if (reason !== undefined) throw new Refusal(reason);
};
