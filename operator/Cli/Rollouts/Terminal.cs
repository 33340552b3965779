using Spectre.Console;

namespace Slipway.Cli.Rollouts;

/// <summary>Plain tables that look the same on a terminal and in a file; never wrapped where there is no terminal.</summary>
internal static class Terminal
{
    public static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // Without a terminal nothing is to be wrapped: programs and logs read lines.
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 4096;
        return console;
    }

    /// <summary>Columns under heads. What the cluster says is text, never markup.</summary>
    public static void Rows(IAnsiConsole console, string[] heads, IEnumerable<string?[]> rows) => console.Write(Grid(heads, rows));

    public static Table Grid(string[] heads, IEnumerable<string?[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var head in heads)
            table.AddColumn(new TableColumn(head).NoWrap());
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => new Text(cell ?? ""))]);
        return table;
    }
}
