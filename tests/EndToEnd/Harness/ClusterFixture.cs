using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.EndToEnd.Harness;

/// <summary>One installation of Slipway by helm and one model server, shared by all tests.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory models = new();
    private ModelServer? server;

    public ClusterSettings Settings { get; } = ClusterSettings.FromEnvironment();

    /// <summary>What helm said when it installed the chart.</summary>
    public string InstallOutput { get; private set; } = "";

    /// <summary>Address of a served file, as pods reach it.</summary>
    public string ModelUri(string file) => server!.Uri(file);

    /// <summary>Adds a file to the model server; its address.</summary>
    public string Serve(string file, byte[] content)
    {
        File.WriteAllBytes(Path.Join(models.Path, file), content);
        return ModelUri(file);
    }

    public async Task InitializeAsync()
    {
        server = await ModelServer.StartAsync(models.Path, new ModelServerOptions { Host = Settings.HostAddress });
        foreach (var path in new[] { RealModels.OcrClassifier, RealModels.OcrRecognizer, RealModels.SpeechActivity })
            File.Copy(path, Path.Join(models.Path, Path.GetFileName(path)));
        InstallOutput = await Helm.InstallAsync(Settings);
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        models.Dispose();
    }
}
