-- DuckDB: money raised by quarter, a line per currency
select strftime(latest, '%Y') || '-Q' || quarter(latest) as quarter, currency, sum(amount) as raised, count(*) as rounds
from 'facts.parquet'
where type = 'FundingRaised' and status in ('announced', 'completed') and amount is not null
group by all order by all;
