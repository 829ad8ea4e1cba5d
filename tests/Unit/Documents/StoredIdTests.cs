using CsCheck;
using Virga.Documents;

namespace Unit.Documents;

public sealed class StoredIdTests
{
    [Theory]
    [InlineData("tom", "cat|tom")]
    [InlineData("a/b", "cat|a~2Fb")]
    [InlineData("a b", "cat|a b")]
    [InlineData(" ", "cat|~20")]
    [InlineData("tom  ", "cat|tom ~20")]
    public void What_Cosmos_DB_refuses_in_an_id_is_escaped(string key, string id) => Assert.Equal(id, StoredId.Of("cat", key));

    [Fact]
    public void Every_key_comes_back() => Gen.String[1, 40].Sample(key => StoredId.KeyOf(StoredId.Of("cat", key)) == key);
}
