namespace EventPlatform.Servers;

/// <summary>Makes the database refuse valid reports with a word in their CloudEvents id, as if a migration were missing.</summary>
public static class RefusingDatabase
{
    public static Task RefuseAsync(this Workspace workspace, string word) => workspace.ScalarAsync<object>(
        $"""
        create function log.refuse_{word}() returns trigger language plpgsql as $$ begin raise 'refused for {word}'; end $$;
        create trigger refuse_{word} before insert on log.mt_events for each row
          when (new.data ->> 'id' like '%{word}%' and new.data #>> '{"{data,remark}"}' is distinct from 'mended') execute function log.refuse_{word}();
        """);

    public static Task TakeAsync(this Workspace workspace, string word) =>
        workspace.ScalarAsync<object>($"drop trigger refuse_{word} on log.mt_events");
}
