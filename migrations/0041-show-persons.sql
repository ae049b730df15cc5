-- Which person each customer row is now, after merges: what orders need of customers, owned by them.
create view customer_persons as select workspace_id, id, canonical_id from customers;
grant select on customer_persons to vouch_app;
