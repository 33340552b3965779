using System.Globalization;
using Slipway.Cli.Local.Files;

namespace Slipway.Cli.Local.Display;

/// <summary>A line for each change, with the seconds since the start: for logs and scripts.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time) : IDisplay
{
    private readonly Lock gate = new();

    private readonly long began = time.GetTimestamp();

    private readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);

    public void Start(string address, string grpcAddress, string adminAddress)
    {
        Write($"Serving at {address}, gRPC at {grpcAddress}");
        Write($"To ask or steer from elsewhere: slipway status|rollout … --server {adminAddress}");
    }

    public void Changed(IReadOnlyList<string> changes, IReadOnlyList<ManifestError> news, IReadOnlyList<ManifestError> errors)
    {
        foreach (var change in changes)
            Write(change);
        foreach (var error in news)
            Write($"error: {error}");
    }

    public void Show(IReadOnlyList<ModelRow> rows)
    {
        foreach (var row in rows)
        {
            var line = Describe(row);
            if (shown.GetValueOrDefault(row.Name) == line)
                continue;
            shown[row.Name] = line;
            Write(line);
        }

        foreach (var gone in shown.Keys.Except(rows.Select(row => row.Name)).ToList())
            shown.Remove(gone);
    }

    public void Log(string message) => Write(message);

    public Task EndAsync()
    {
        Write("Stopping");
        return Task.CompletedTask;
    }

    // Traffic changes all the time and would fill the log.
    private static string Describe(ModelRow row) => row.IsReady
        ? $"{row.Name} Ready version {row.Versions}, replicas {row.Replicas}, {row.Provider}: {row.Url}"
        : $"{row.Name} {row.Reason} version {row.Versions}, replicas {row.Replicas}: {row.Message}";

    private void Write(string line)
    {
        lock (gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(began).TotalSeconds,6:0.0} s] {line}"));
            output.Flush();
        }
    }
}
