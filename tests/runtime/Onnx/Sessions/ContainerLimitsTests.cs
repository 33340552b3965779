using Slipway.Runtime.Onnx.Sessions;
using Slipway.Tests.Support;

namespace Slipway.Runtime.Onnx.Tests.Sessions;

public sealed class ContainerLimitsTests : IDisposable
{
    private const string V2 = "0::/pod/container";
    private const string V1 = "4:cpu,cpuacct:/pod\n3:memory:/pod";
    private const string Group = "sys/fs/cgroup/pod/container";

    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(V2, Group + "/cpu.max", "200000 100000", 2, null)]
    [InlineData(V2, Group + "/cpu.max", "250000 100000", 2, null)]
    [InlineData(V2, Group + "/cpu.max", "50000 100000", 1, null)]
    [InlineData(V2, Group + "/cpu.max", "max 100000", 16, null)]
    [InlineData(V2, Group + "/cpu.max", "nonsense", 16, null)]
    [InlineData(V2, "sys/fs/cgroup/pod/cpu.max", "300000 100000", 3, null)]
    [InlineData(V2, "sys/fs/cgroup/cpu.max", "300000 100000", 3, null)]
    [InlineData(V2, Group + "/cpu.max", "6400000 100000", 16, null)]
    [InlineData(V2, Group + "/memory.max", "268435456", 16, 268435456L)]
    [InlineData(V2, Group + "/memory.max", "max", 16, null)]
    [InlineData(V1, "sys/fs/cgroup/memory/pod/memory.limit_in_bytes", "1048576", 16, 1048576L)]
    [InlineData(V1, "sys/fs/cgroup/memory/pod/memory.limit_in_bytes", "9223372036854771712", 16, null)]
    [InlineData("", "sys/fs/cgroup/cpu.max", "100000 100000", 16, null)]
    public void One_file_of_the_control_group_decides(string membership, string file, string content, int processors, long? memoryBytes)
    {
        Write("proc/self/cgroup", membership);
        Write(file, content);

        ContainerLimits.Read(_root.Path, 16).ShouldBe(new ContainerLimits(processors, memoryBytes));
    }

    [Theory]
    [InlineData("cpu,cpuacct")]
    [InlineData("cpu")]
    public void The_first_version_keeps_the_quota_in_two_files_under_either_name(string hierarchy)
    {
        Write("proc/self/cgroup", V1);
        Write($"sys/fs/cgroup/{hierarchy}/pod/cpu.cfs_quota_us", "400000");
        Write($"sys/fs/cgroup/{hierarchy}/pod/cpu.cfs_period_us", "100000");

        ContainerLimits.Read(_root.Path, 16).Processors.ShouldBe(4);
    }

    [Fact]
    public void Without_control_groups_the_machine_is_the_limit() =>
        ContainerLimits.Read(_root.Path, 16).ShouldBe(new ContainerLimits(16, null));

    private void Write(string file, string content) => _root.Write(file, System.Text.Encoding.ASCII.GetBytes(content + "\n"));
}
