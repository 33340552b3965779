using Xunit.Abstractions;

namespace Slipway.EndToEnd.Harness;

/// <summary>Base of all tests on the real cluster. They run one after the other: four GPUs are all there is.</summary>
[Collection("cluster")]
public abstract class ClusterTests(ClusterFixture cluster, ITestOutputHelper output)
{
    protected ClusterFixture Cluster { get; } = cluster;

    protected ITestOutputHelper Output { get; } = output;

    /// <summary>Runs a test in a namespace of its own, which is deleted after; what happened is printed when it fails.</summary>
    protected async Task InNamespaceAsync(Func<TestNamespace, Task> test)
    {
        var space = await TestNamespace.CreateAsync(Output);
        try
        {
            await test(space);
        }
        catch (Exception)
        {
            await Diagnostics.PrintAsync(space.Name, Output);
            throw;
        }
        finally
        {
            await space.DeleteAsync();
        }
    }
}
