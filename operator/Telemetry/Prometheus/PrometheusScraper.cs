namespace Slipway.Telemetry.Prometheus;

/// <summary>Produces the page of a scrape. Scrapes at the same time wait for one another; the buffer is reused.</summary>
internal sealed class PrometheusScraper(
    PrometheusExporter exporter,
    IEnumerable<KeyValuePair<string, object>> resource,
    IEnumerable<IStateMetrics> stateMetrics) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    private readonly PrometheusWriter writer = new(PrometheusFormat.Text);

    private readonly KeyValuePair<string, string>[] target =
        [.. resource.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value.ToString() ?? ""))];

    private readonly IStateMetrics[] states = [.. stateMetrics];

    /// <summary>Collects all instruments and passes the page on.</summary>
    /// <param name="format">The text format.</param>
    /// <param name="send">Gets the page, which is only valid until it returns.</param>
    /// <param name="cancellationToken">Ends the wait and the sending.</param>
    public async Task ScrapeAsync(
        PrometheusFormat format,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            Write(format);
            await send(writer.Written, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private void Write(PrometheusFormat format)
    {
        writer.Reset(format);
        writer.BeginFamily("target_info", FamilyType.Gauge, "What is being scraped.");
        writer.Sample(1, target);
        exporter.Target = writer;
        var collected = exporter.Collect?.Invoke(Timeout.Infinite) ?? false;
        exporter.Target = null;
        if (!collected)
            throw new InvalidOperationException("The metrics could not be collected; the program is stopping.");
        foreach (var state in states)
            state.Write(writer);
        writer.End();
    }
}
