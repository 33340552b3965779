using System.Security.Cryptography;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Runtime.Server.Tests.Processes;

/// <summary>Real processes on one cache, as pods on a node or a volume are, and killed as pods are: at any moment.</summary>
public sealed class SharedCacheTests : IDisposable
{
    /// <summary>Large enough to come by several connections.</summary>
    private const int Size = 70 * 1024 * 1024;

    private static readonly string Program = Path.Join(AppContext.BaseDirectory, "slipway-runtime");

    private readonly TemporaryDirectory _directory = new();

    private string Models => _directory.Join("cache/models");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Row_28_processes_killed_at_any_moment_leave_nothing_that_is_wrong()
    {
        var content = new byte[Size];
        new Random(1).NextBytes(content);
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        Directory.CreateDirectory(_directory.Join("store"));
        await File.WriteAllBytesAsync(_directory.Join("store/m.onnx"), content);
        await using var server = await ModelServer.StartAsync(_directory.Join("store"));
        var random = new Random(2);

        for (var round = 0; round < 4; round++)
        {
            var victims = Enumerable.Range(0, 2).Select(_ => Start(server)).ToList();
            foreach (var victim in victims)
            {
                // The moment is the point of this test; nothing is waited for.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 900)), TimeProvider.System);
                if (!victim.HasExited) victim.Signal("KILL");
                await victim.DisposeAsync();
            }

            await OnlyWholeModelsAsync(hex);
        }

        var survivors = Enumerable.Range(0, 3).Select(_ => Start(server)).ToList();
        foreach (var survivor in survivors)
        {
            var result = await survivor.WaitAsync(TimeSpan.FromMinutes(1));
            result.ExitCode.ShouldBe(0, result.Output + result.Errors);
            result.Output.ShouldContain("sha256:" + hex);
            await survivor.DisposeAsync();
        }

        await OnlyWholeModelsAsync(hex);
        Directory.EnumerateDirectories(Models).ShouldHaveSingleItem();
        Directory.EnumerateFiles(_directory.Join("cache/partial"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private ChildProcess Start(ModelServer server) => ChildProcess.Start(
        Program, ["fetch", $"--model-uri={server.Uri("m.onnx")}", "--allow-host=127.0.0.1", $"--cache-dir={_directory.Join("cache")}"]);

    /// <summary>Whatever is visible has the digest that it is named after.</summary>
    private async Task OnlyWholeModelsAsync(string hex)
    {
        if (!Directory.Exists(Models)) return;
        foreach (var model in Directory.EnumerateDirectories(Models))
        {
            Path.GetFileName(model).ShouldBe(hex);
            await using var file = File.OpenRead(Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories).Single());
            Convert.ToHexStringLower(await SHA256.HashDataAsync(file)).ShouldBe(hex);
        }
    }
}
