using System.Text;
using Slipway.Gateway.Measuring;

namespace Slipway.Gateway.Tests.Measuring;

public sealed class RowCountTests
{
    [Theory]
    [InlineData("""{"inputs":[{"name":"x","shape":[32,3],"datatype":"FP32","data":[1,2]}]}""", 32)]
    [InlineData("""{"id":"7","parameters":{"a":[1]},"inputs":[{"name":"x","datatype":"FP32","shape" : [ 4 ]},{"shape":[9]}]}""", 4)]
    [InlineData("""{"inputs":[{"shape":[-1,3]}]}""", 1)]
    [InlineData("""{"inputs":[{"shape":[]}]}""", 1)]
    [InlineData("""{"inputs":[]}""", 1)]
    [InlineData("""{"instances":[[1,2],{"x":[3]},4]}""", 3)]
    [InlineData("""{"inputs":[{"name":"cut off""", 1)]
    [InlineData("not json", 1)]
    [InlineData("", 1)]
    public void Json_tells_by_its_first_input_or_its_instances(string body, long rows) =>
        RowCount.Of(isGrpc: false, Encoding.UTF8.GetBytes(body), isWhole: true).ShouldBe(rows);

    [Fact]
    public void A_body_of_which_only_the_start_is_here_tells_by_its_shape_and_not_by_its_instances()
    {
        RowCount.Of(isGrpc: false, """{"inputs":[{"name":"x","shape":[16,3],"data":[1,2,"""u8, isWhole: false).ShouldBe(16);
        RowCount.Of(isGrpc: false, """{"instances":[[1,2],"""u8, isWhole: false).ShouldBe(1);
    }

    [Theory]
    [InlineData(new byte[] { 0x1A, 2, 8, 3 }, 8)]
    [InlineData(new byte[] { 0x18, 5, 0x18, 3 }, 5)]
    [InlineData(new byte[] { 0x0A, 1, (byte)'x', 0x1A, 3, 0xAC, 0x02, 3 }, 300)]
    [InlineData(new byte[] { 0x0A, 1, (byte)'x' }, 1)]
    [InlineData(new byte[] { 0x1A, 0x7F, 0x88 }, 1)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, 1)]
    public void Protobuf_tells_by_its_first_input(byte[] input, long rows)
    {
        byte[] message = [0x0A, 3, (byte)'o', (byte)'c', (byte)'r', 0x2A, (byte)input.Length, .. input];

        RowCount.Of(isGrpc: true, [0, 0, 0, 0, (byte)message.Length, .. message], isWhole: true).ShouldBe(rows);
        RowCount.Of(isGrpc: true, [1, 0, 0, 0, (byte)message.Length, .. message], isWhole: true).ShouldBe(1, "compressed");
    }
}
