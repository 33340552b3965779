using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Batching;

public sealed class CapacityCacheTests : IDisposable
{
    private static readonly CapacityRecord Record = new("because", [new CapacityPoint(1, 2.5, 400), new CapacityPoint(2, 4, 500)]);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_measured_is_found_again()
    {
        var cache = Cache();
        cache.Find("key").ShouldBeNull();
        cache.Keep("key", Record);
        var found = Cache().Find("key")!;
        found.Dependence.ShouldBe("because");
        found.Curve.ShouldBe(Record.Curve);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"dependence":null,"curve":{}}""")]
    [InlineData("""{"dependence":null,"curve":[1]}""")]
    [InlineData("""{"dependence":null,"curve":[{"batch":1,"milliseconds":"1","rowsPerSecond":1}]}""")]
    [InlineData("""{"dependence":null,"curve":[{"batch":1.5,"milliseconds":1,"rowsPerSecond":1}]}""")]
    [InlineData("""{"dependence":null,"curve":[]}""")]
    [InlineData("""{"dependence":null,"curve":[{"batch":2,"milliseconds":1,"rowsPerSecond":1}]}""")]
    [InlineData("""{"dependence":null,"curve":[{"batch":1,"milliseconds":-1,"rowsPerSecond":1}]}""")]
    public void A_file_that_cannot_be_right_is_measured_anew(string content)
    {
        Cache().Keep("key", Record);
        File.WriteAllText(Directory.GetFiles(_directory.Path, "*.json", SearchOption.AllDirectories).Single(), content);
        Cache().Find("key").ShouldBeNull();
    }

    [Fact]
    public void The_name_tells_apart_whatever_the_speed_depends_on()
    {
        string[] keys =
        [
            CapacityCache.Key("a", "CPU", SumBackend.Layout, 1, 64), CapacityCache.Key("b", "CPU", SumBackend.Layout, 1, 64),
            CapacityCache.Key("a", "CUDA", SumBackend.Layout, 1, 64), CapacityCache.Key("a", "CPU", null, 1, 64),
            CapacityCache.Key("a", "CPU", SumBackend.Layout, 2, 64), CapacityCache.Key("a", "CPU", SumBackend.Layout, 1, 32),
        ];
        keys.Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_fails_nothing()
    {
        var path = Path.Join(_directory.Path, "file");
        File.WriteAllText(path, "in the way");
        var cache = new CapacityCache(path, NullLogger.Instance);
        cache.Keep("key", Record);
        cache.Find("key").ShouldBeNull();
    }

    private CapacityCache Cache() => new(_directory.Path, NullLogger.Instance);
}
