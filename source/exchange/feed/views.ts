/** Who may see a row of a store: the roles, and the members of roles, that `chatlogs.access` names for it. */
export const isGranted = `store = ANY (ARRAY(
	SELECT a.store FROM chatlogs.access a JOIN pg_catalog.pg_roles r ON r.rolname = a.role
	WHERE pg_catalog.pg_has_role(r.oid, 'USAGE')))`;

/** Views see what their reader may see. */
const view = (name: string, query: string): string =>
	`CREATE VIEW chatlogs.${name} WITH (security_invoker = true) AS ${query}`;

/**
What the program tells in \`orphans\` and \`stats\`, as SQL. A turn is all that customers wrote until the next message of a
person of the company, and that message.
*/
export const views: readonly string[] = [
	view(
		'orphan',
		`SELECT s.store, s.id AS session, s.status, s.customer_name, s.customer_number, s.last_active_at,
			h.owner, o.kind AS owner_kind, o.number AS owner_number, o.name AS owner_name, o.deleted_at AS owner_deleted_at
		FROM chatlogs.session s
		JOIN chatlogs.owner h ON h.store = s.store AND h.key = s.owner_key
		JOIN chatlogs.owner o ON o.store = h.store AND o.key = h.owner
		WHERE NOT s.deleted AND h.deleted`,
	),
	view(
		'load',
		`SELECT s.store, h.owner, o.kind AS owner_kind, o.number AS owner_number, o.name AS owner_name,
			count(*) AS sessions, count(*) FILTER (WHERE s.status = 'open') AS open,
			min(s.last_active_at) AS oldest, max(s.last_active_at) AS newest
		FROM chatlogs.session s
		JOIN chatlogs.owner h ON h.store = s.store AND h.key = s.owner_key
		JOIN chatlogs.owner o ON o.store = h.store AND o.key = h.owner
		WHERE NOT s.deleted
		GROUP BY s.store, h.owner, o.kind, o.number, o.name`,
	),
	view(
		'load_by_hour',
		`SELECT m.store, coalesce(h.owner, m.author_key) AS owner, extract(hour FROM m.sent_at)::integer AS hour,
			count(*) AS written
		FROM chatlogs.message m
		JOIN chatlogs.session s ON s.store = m.store AND s.id = m.session
		LEFT JOIN chatlogs.owner h ON h.store = m.store AND h.key = m.author_key
		WHERE NOT m.deleted AND NOT s.deleted AND m.spoken AND m.author_kind = 'extension'
		GROUP BY 1, 2, 3`,
	),
	view(
		'turn',
		`SELECT store, session, turn,
			min(sent_at) FILTER (WHERE author_kind = 'customer') AS asked_at,
			min(sent_at) FILTER (WHERE author_kind = 'extension') AS answered_at,
			min(author_key) FILTER (WHERE author_kind = 'extension') AS author_key
		FROM (
			SELECT m.store, m.session, m.sent_at, m.author_kind, m.author_key,
				count(*) FILTER (WHERE m.author_kind = 'extension') OVER (
					PARTITION BY m.store, m.session ORDER BY m.sent_at, m.id
					ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS turn
			FROM chatlogs.message m
			JOIN chatlogs.session s ON s.store = m.store AND s.id = m.session
			WHERE NOT m.deleted AND NOT s.deleted AND m.spoken AND m.author_kind IN ('extension', 'customer')
		) spoken
		GROUP BY store, session, turn`,
	),
	view(
		'response',
		`SELECT t.store, t.session, t.turn, t.asked_at, t.answered_at,
			greatest(t.answered_at - t.asked_at, interval '0') AS waited,
			row_number() OVER (PARTITION BY t.store, t.session ORDER BY t.turn) = 1 AS is_first,
			coalesce(h.owner, t.author_key) AS owner, o.number AS owner_number, o.name AS owner_name
		FROM chatlogs.turn t
		LEFT JOIN chatlogs.owner h ON h.store = t.store AND h.key = t.author_key
		LEFT JOIN chatlogs.owner o ON o.store = h.store AND o.key = h.owner
		WHERE t.asked_at IS NOT NULL AND t.answered_at IS NOT NULL`,
	),
	view(
		'response_time',
		`SELECT s.store, s.id AS session, s.status, coalesce(t.asked, false) AS asked, coalesce(t.answers, 0) AS answers,
			t.first_response, coalesce(t.asked AND t.answers = 0 AND s.status = 'closed', false) AS missed, d.duration
		FROM chatlogs.session s
		LEFT JOIN (
			SELECT store, session, bool_or(asked_at IS NOT NULL) AS asked,
				count(*) FILTER (WHERE asked_at IS NOT NULL AND answered_at IS NOT NULL) AS answers,
				(array_agg(greatest(answered_at - asked_at, interval '0') ORDER BY turn)
					FILTER (WHERE asked_at IS NOT NULL AND answered_at IS NOT NULL))[1] AS first_response
			FROM chatlogs.turn GROUP BY store, session
		) t ON t.store = s.store AND t.session = s.id
		LEFT JOIN (
			SELECT store, session, max(sent_at) - min(sent_at) AS duration
			FROM chatlogs.message WHERE NOT deleted GROUP BY store, session
		) d ON d.store = s.store AND d.session = s.id
		WHERE NOT s.deleted`,
	),
];
