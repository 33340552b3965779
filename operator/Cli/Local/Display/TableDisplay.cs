using System.Globalization;
using Slipway.Cli.Local.Files;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Local.Display;

/// <summary>A table that stays in its place on a terminal, with the latest happenings and all errors below.</summary>
internal sealed class TableDisplay : IDisplay
{
    private const int MaxNotes = 6;

    private readonly Lock gate = new();

    private readonly IAnsiConsole console;

    private readonly Queue<string> notes = new();

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IReadOnlyList<ModelRow> rows = [];

    private IReadOnlyList<ManifestError> errors = [];

    private LiveDisplayContext? live;

    private Task running = Task.CompletedTask;

    public TableDisplay(IAnsiConsole console) => this.console = console;

    public void Start(string address, string grpcAddress, string adminAddress)
    {
        console.MarkupLine($"[bold]slipway local[/]  REST [blue]{Markup.Escape(address)}[/]  gRPC [blue]{Markup.Escape(grpcAddress)}[/]  end: Ctrl-C");
        console.MarkupLine($"[grey]To ask or steer from elsewhere: slipway status|rollout … --server {Markup.Escape(adminAddress)}[/]");
        running = console.Live(Draw()).StartAsync(context =>
        {
            lock (gate)
                live = context;
            return ended.Task;
        });
    }

    public void Changed(IReadOnlyList<string> changes, IReadOnlyList<ManifestError> news, IReadOnlyList<ManifestError> errors)
    {
        foreach (var change in changes)
            Note(change);
        if (this.errors.SequenceEqual(errors))
            return;
        this.errors = errors;
        Refresh();
    }

    public void Show(IReadOnlyList<ModelRow> rows)
    {
        this.rows = rows;
        Refresh();
    }

    public void Log(string message)
    {
        Note(message);
        Refresh();
    }

    public async Task EndAsync()
    {
        ended.TrySetResult();
        await running;
        console.MarkupLine("Stopping…");
    }

    private void Note(string text)
    {
        lock (gate)
        {
            notes.Enqueue(text);
            if (notes.Count > MaxNotes)
                notes.Dequeue();
        }
    }

    private void Refresh()
    {
        lock (gate)
        {
            live?.UpdateTarget(Draw());
            live?.Refresh();
        }
    }

    private Rows Draw()
    {
        var table = new Table().RoundedBorder().AddColumns("Model", "State", "Version", "Replicas", "Provider", "Requests/s", "Latency", "URL");
        foreach (var row in rows)
            table.AddRow(Cells(row));
        var parts = new List<IRenderable> { table };
        parts.AddRange(rows.Where(row => row.Message.Length > 0).Select(row => new Markup($"[yellow]{Markup.Escape(row.Name)}[/] {Markup.Escape(row.Message)}")));
        parts.AddRange(errors.Select(error => new Markup($"[red]{Markup.Escape(error.ToString())}[/]")));
        parts.AddRange(notes.Select(note => new Markup($"[grey]{Markup.Escape(note)}[/]")));
        return new Rows(parts);
    }

    private static Markup[] Cells(ModelRow row) =>
    [
        new(Markup.Escape(row.Name)),
        new(row.IsReady ? "[green]Ready[/]" : $"[yellow]{Markup.Escape(row.Reason)}[/]"),
        new(Markup.Escape(row.Versions)),
        new(Markup.Escape(row.Replicas)),
        new(Markup.Escape(row.Provider)),
        new(row.RequestsPerSecond.ToString("0.0", CultureInfo.InvariantCulture)),
        new(row.Latency is { } latency ? string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMilliseconds:0.0} ms") : "-"),
        new($"[blue]{Markup.Escape(row.Url)}[/]"),
    ];
}
