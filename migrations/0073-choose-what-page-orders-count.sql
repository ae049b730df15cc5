-- Whether an order that only a page reported counts as paid, or waits for the word of a server: anybody can read a snippet's key.
alter table stores add column page_orders text not null default 'wait' check (page_orders in ('count', 'wait'));
update stores set page_orders = 'count' where kind = 'custom';
